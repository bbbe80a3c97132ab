import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { startProcess } from './function-process.js';

jest.setTimeout(30_000);

it('ignores messages that the function itself sends', async () => {
  const taskRoot = temporaryFolder();
  writeFileSync(
    join(taskRoot, 'index.js'),
    `exports.handler = async () => {
       for (const other of [null, 1, { payload: 1 }, { error: 'x' }, { toString: 1 }]) process.send(other);
       return 'its answer';
     };`,
  );
  const host = {
    handler: 'index.handler',
    taskRoot,
    layersRoot: taskRoot,
    context: {},
    pretendedFiles: [],
    compileCache: temporaryFolder(),
  };
  const child = startProcess(host, 128, {}, () => {});
  expect(await child.started).toBeUndefined();
  const invocation = { requestId: 'r', event: '{}', timeout: 10, limit: 10_000, traceId: 't' };
  expect(await child.run(invocation)).toEqual({ payload: '"its answer"' });
  await child.kill();
});
