import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { WORKSPACE } from '../core/result.js';
import type { LoadReport } from './hold-load.js';

const load = (...args: string[]) =>
  spawnSync(
    join(WORKSPACE, 'node_modules/.bin/tsx'),
    ['--tsconfig', 'apps/bench/tsconfig.json', 'apps/bench/src/load/main.ts', ...args],
    { cwd: WORKSPACE, encoding: 'utf8' },
  );

describe('npm run load', () => {
  it('holds the local cloud at saturation: it sheds requests, and loses nothing', () => {
    const few = ['--products', '20', '--throttle', '3', '--concurrency', '6'];
    const { status, stdout, stderr } = load('--clients', '8,32', '--seconds', '4', ...few, '--json');
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LoadReport;
    expect([report.violations, stderr]).toEqual([[], expect.stringContaining('32 clients for 4 s')]);
    expect(status).toBe(0);
    expect(report.lost).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(5);
    expect(report.levels.map(({ clients }) => clients)).toEqual([8, 32]);
    for (const { statuses } of report.levels) expect(statuses['200']).toBeGreaterThan(0);
    // A slow machine may do less than the throttle allows, at least with few clients.
    expect(report.levels.some(({ statuses }) => statuses['429'])).toBe(true);
  }, 300_000);

  it.each([
    [['--clients', '0'], 'It must be an integer from 1.'],
    [['--seconds', 'x'], 'It must be an integer from 1.'],
  ])(
    'with the arguments %p says what is wrong',
    (args, message) => {
      const { status, stderr } = load(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    },
    60_000,
  );
});
