import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SUITES } from '../core/run.js';
import { currentPage, PAGE, savedResult, withSection } from './security-page.js';

const page = readFileSync(PAGE, 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| .*\|\s+[STRIDE]\s+\|/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const named = (row: readonly string[]) => /\]\((.+?)\) “(.+)”$/.exec(row[4] ?? '');

describe('the threat model', () => {
  it('has rows for each letter of STRIDE', () => {
    expect([...new Set(rows.map(([, letter]) => letter))].sort().join('')).toBe('DEIRST');
  });

  it.each(rows.map((row) => [`${row[0]}: ${row[2]}`, row] as const))(
    '%s: names a test that exists',
    (_, row) => {
      const [, file = '', title = ''] = named(row) ?? [];
      const path = join(dirname(PAGE), file);
      expect(file).toMatch(/\.spec\.ts$/);
      expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no such file').toContain(title);
      expect(title.length).toBeGreaterThan(10);
    },
  );
});

describe('the generated parts', () => {
  it('are those of the attacks and of the saved results', async () => expect(await currentPage()).toBe(page));

  it('are of runs without findings, with at least 100,000 inputs together', () => {
    const results = SUITES.map(savedResult);
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    expect(results.reduce((sum, { inputs }) => sum + inputs, 0)).toBeGreaterThanOrEqual(100_000);
  });

  it('need a place', () =>
    expect(() => withSection('text', 'other', 'table')).toThrow('<!-- made: other -->'));
});
