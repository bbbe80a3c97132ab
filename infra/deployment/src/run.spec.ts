import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, requireInstalled, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'deployment-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('says how to install a program', async () => {
  expect([isInstalled('node'), isInstalled('no-such-program')]).toEqual([true, false]);
  expect(() => requireInstalled('node')).not.toThrow();
  expect(() => requireInstalled('no-such-program')).toThrow(
    'no-such-program is not installed: run "npm ci".',
  );
  await expect(run('no-such-program', [])).rejects.toThrow('no-such-program is not installed');
});

it('fails if the command fails', async () => {
  await expect(run('node', ['-e', 'process.exit(3)'])).rejects.toThrow('"node -e" failed.');
});

it.each(['SIGTERM', 'SIGHUP'] as const)(
  'lets callers clean up when it gets %s',
  async (signal) => {
    const [started, cleaned] = ['started', 'cleaned'].map((name) =>
      JSON.stringify(join(folder, `${name}-${signal}`)),
    );
    const command = `require('node:fs').writeFileSync(${started}, ''); setInterval(() => {}, 1000)`;
    const script = `
    import { writeFileSync } from 'node:fs';
    import { run } from ${JSON.stringify(join(__dirname, 'run.ts'))};
    run(process.execPath, ['-e', ${JSON.stringify(command)}]).catch(() => writeFileSync(${cleaned}, ''));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: __dirname,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    while (!existsSync(JSON.parse(started!))) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill(signal);
    await once(child, 'close');
    expect(existsSync(JSON.parse(cleaned!))).toBe(true);
  },
  30_000,
);
