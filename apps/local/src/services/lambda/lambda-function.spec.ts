import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from '../../core/activity.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { timeAt } from '../../core/time.js';
import { lambdaFunction } from './lambda-function.js';
import { processPool } from './process-pool.js';

jest.setTimeout(30_000);

it('logs a failed start, and starts again at the next run', async () => {
  const taskRoot = temporaryFolder();
  writeFileSync(join(taskRoot, 'index.js'), `exports.handler = async (event) => event;`);
  const activities: Activity[] = [];
  let runs = 0;
  const problems = [new Error('no database')];
  const configuration = {
    name: 'f',
    arn: 'arn',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x', sessionToken: 'x' },
    timeout: 10,
    memory: 128,
    concurrency: 1,
    host: {
      handler: 'index.handler',
      taskRoot,
      layersRoot: taskRoot,
      context: {},
      pretendedFiles: [],
      compileCache: temporaryFolder(),
    },
    variables: {},
    localVariables: async () => {
      const problem = problems.pop();
      if (problem) throw problem;
      return {};
    },
  };
  const lambda = lambdaFunction(
    configuration,
    {
      pool: processPool(1, 5_000),
      time: timeAt(1),
      log: (activity) => activities.push(activity),
      onProcess: () => {},
      onRun: () => {
        runs += 1;
        return () => void (runs -= 1);
      },
    },
    () => {},
  );
  const [first, second] = [lambda.invoke({}, 'test'), lambda.invoke({ a: 1 }, 'test')];
  expect(runs).toBe(2);
  expect(await first).toEqual({ error: { errorType: 'Error', errorMessage: 'no database' } });
  // It waits until the first run has released its slot.
  expect(await second).toEqual({ payload: '{"a":1}' });
  expect(runs).toBe(0);
  expect(activities).toMatchObject([{ ok: false, problem: 'Error: no database' }, { ok: true }]);
  await lambda.stop();
});
