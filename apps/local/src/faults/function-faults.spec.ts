import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionProcess, startProcess } from '../services/lambda/function-process.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { faultInjector, type FaultInjector } from './fault-injector.js';

jest.setTimeout(30_000);

const NAME = 'ProductService-GetProduct-local';
let child: FunctionProcess;
let faults: FaultInjector;
let happened: string[];

/** A function that returns the time, in three ways. */
const start = async (functionName = NAME): Promise<FunctionProcess> => {
  const taskRoot = temporaryFolder();
  writeFileSync(
    join(taskRoot, 'index.js'),
    `const loaded = Date;
     exports.handler = async () => ({
       now: Date.now(), created: new Date().getTime(), text: Date().length > 0,
       kept: new Date(5).getTime(), isDate: new Date() instanceof Date,
     });`,
  );
  const started = startProcess(
    {
      handler: 'index.handler',
      taskRoot,
      layersRoot: taskRoot,
      context: {},
      pretendedFiles: [],
      compileCache: temporaryFolder(),
    },
    128,
    {},
    () => {},
  );
  expect(await started.started).toBeUndefined();
  faults.started({
    functionName,
    pid: started.pid,
    ended: started.ended,
    shiftClock: started.shiftClock,
    get alive() {
      return started.alive;
    },
  });
  return started;
};
const run = async (limit = 10_000) => {
  const outcome = await child.run({ requestId: 'r', event: '{}', timeout: 10, limit, traceId: 't' });
  return 'payload' in outcome ? (JSON.parse(outcome.payload) as Record<string, number>) : outcome.error;
};

beforeEach(async () => {
  happened = [];
  faults = faultInjector((activity) => {
    if (activity.event === 'fault') happened.push(`${activity.effect} ${activity.point}`);
  });
  child = await start();
});
afterEach(() => child.kill());

it('the clock of a process jumps, several times and backwards', async () => {
  faults.inject({ at: 'function', name: NAME, effect: 'shift-clock', seconds: 600 });
  faults.inject({ at: 'function', name: NAME, effect: 'shift-clock', seconds: -100 });
  const answer = await run();
  for (const field of ['now', 'created']) {
    expect(answer).toHaveProperty(field, expect.closeTo(Date.now() + 500_000, -4));
  }
  expect(answer).toMatchObject({ text: true, kept: 5, isDate: true });
  expect(happened).toEqual([`shift-clock ${NAME}`, `shift-clock ${NAME}`]);
});

it('a frozen process answers when it is resumed', async () => {
  faults.inject({ at: 'function', name: NAME, effect: 'freeze', seconds: 60 });
  const answer = run();
  const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))]);
  expect(first).toBe('nothing');
  await faults.clear();
  expect(await answer).toMatchObject({ isDate: true });
});

it('a frozen process that takes too long is killed', async () => {
  faults.inject({ at: 'function', name: NAME, effect: 'freeze', seconds: 60 });
  expect(await run(300)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(child.alive).toBe(false);
});

it('all processes of a function are killed, and no others', async () => {
  const other = await start('ProductService-CreateProduct-local');
  faults.inject({ at: 'function', name: NAME, effect: 'kill', seconds: 0 });
  await child.ended;
  expect(other.alive).toBe(true);
  await other.kill();
  // There is nothing left to kill.
  faults.inject({ at: 'function', name: NAME, effect: 'kill', seconds: 0 });
  expect(happened).toEqual([`kill ${NAME}`]);
});
