import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHMARKS } from './benchmarks.js';
import { WORKSPACE, type Result } from './core/result.js';

const bench = (...args: string[]) =>
  spawnSync(
    join(WORKSPACE, 'node_modules/.bin/tsx'),
    ['--tsconfig', 'apps/bench/tsconfig.json', 'apps/bench/src/main.ts', ...args],
    { cwd: WORKSPACE, encoding: 'utf8' },
  );

describe('npm run bench', () => {
  it('lists the benchmarks', () => {
    const { status, stdout } = bench('--help');
    expect(status).toBe(0);
    for (const { name, title } of BENCHMARKS) expect(stdout).toContain(`${name.padEnd(20)}${title}`);
  }, 60_000);

  it.each([
    [['unknown'], 'Allowed choices are'],
    [['pipelining', '--rounds', '0'], 'It must be an integer from 1 to 100.'],
    [[], "missing required argument 'names'"],
  ])(
    'with the arguments %p says what is wrong',
    (args, message) => {
      const { status, stderr } = bench(...args);
      expect(status).toBe(1);
      expect(stderr).toContain(message);
    },
    60_000,
  );

  it('measures, shows progress, and ends', () => {
    const { status, stdout, stderr } = bench('pipelining', '--rounds', '1', '--json');
    expect(status).toBe(0);
    const { benchmark, command, tables } = JSON.parse(stdout) as Result;
    expect({ benchmark, command }).toEqual({
      benchmark: 'pipelining',
      command: 'npm run bench -- pipelining --rounds 1',
    });
    expect(tables[0]?.rows).toContainEqual([
      '20 ms',
      'update',
      expect.objectContaining({ unit: 'ms' }),
      expect.objectContaining({ unit: 'ms' }),
      expect.objectContaining({ unit: '×' }),
    ]);
    expect(stderr).toContain('pipelining: update, 20 ms');
  }, 120_000);
});
