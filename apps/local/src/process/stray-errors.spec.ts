import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

jest.setTimeout(30_000);

const run = (source: string) =>
  spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', '--input-type=module', '-e'],
      `import { onStrayErrors } from ${JSON.stringify(join(__dirname, 'stray-errors.ts'))};
       onStrayErrors((it) => console.log(JSON.stringify(it)), (error) => { console.log('end', error.message); process.exit(1); });
       setTimeout(() => console.log('still there'), 100);
       ${source}`,
    ],
    { env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' },
  );

it('a task that nobody waits for can fail alone', () => {
  const { stdout, status } = run(`void (async () => { throw new RangeError('too deep'); })();`);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\{"event":"warning","message":".*RangeError: too deep.*\nstill there\n$/);
});

it('what is thrown outside of a task ends the process', () => {
  const { stdout, status } = run(`setImmediate(() => { throw new Error('nobody knows'); });`);
  expect(status).toBe(1);
  expect(stdout).toBe('end nobody knows\n');
});
