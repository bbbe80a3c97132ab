import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { startProcess } from './function-process.js';

jest.setTimeout(30_000);

it('takes nothing that a function itself sends for its answer, and goes on', async () => {
  const taskRoot = temporaryFolder();
  writeFileSync(
    join(taskRoot, 'index.js'),
    `exports.handler = async () => {
       for (const odd of [null, 1, { payload: 1 }, { error: 'x' }, { toString: 1 }]) process.send(odd);
       return 'its answer';
     };`,
  );
  const host = { handler: 'index.handler', taskRoot, layersRoot: taskRoot, context: {} };
  const child = startProcess(host, {}, () => {});
  expect(await child.started).toBeUndefined();
  const invocation = { requestId: 'r', event: '{}', timeout: 10, limit: 10_000, traceId: 't' };
  expect(await child.run(invocation)).toEqual({ payload: '"its answer"' });
  await child.kill();
});
