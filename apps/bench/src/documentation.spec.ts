import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCHMARKS } from './benchmarks.js';
import { cellText, tablesText, withTables } from './core/markdown.js';
import { DOCUMENTATION, formatted, readResult, resultText, WORKSPACE } from './core/result.js';

const documentation = readFileSync(DOCUMENTATION, 'utf8');
const names = BENCHMARKS.map(({ name }) => name);

describe('the documentation of performance', () => {
  it.each(names)('has the saved tables of %s', async (name) => {
    const saved = withTables(documentation, name, resultText(readResult(name)));
    expect(await formatted(saved)).toBe(documentation);
  });

  it('has the results of these benchmarks only', () => {
    const files = readdirSync(join(WORKSPACE, 'docs/benchmarks'));
    expect(files.sort()).toEqual(names.map((name) => `${name}.json`).sort());
    const places = [...documentation.matchAll(/<!-- npm run bench: (.+) -->/g)].map(([, name]) => name);
    expect(places).toEqual(names);
  });

  it('has a section about each benchmark', () => {
    for (const name of names) expect(existsSync(join(__dirname, name, 'benchmark.ts'))).toBe(true);
  });
});

describe('a table', () => {
  it.each([
    ['text', 'text'],
    [0.012345, '0.0123'],
    [12.345, '12.3'],
    [12_345.6, '12,346'],
    [{ median: 1.234, low: 1, high: 2, unit: '×' }, '1.23 × (1–2)'],
    [{ median: 5, low: 5, high: 5, unit: '/s' }, '5 /s'],
  ])('shows %p as %p', (cell, text) => expect(cellText(cell)).toBe(text));

  it('is Markdown', () => {
    const table = { title: 'Title', columns: ['a', 'b'], rows: [['x', 1]] };
    expect(tablesText([table])).toBe('**Title**\n\n| a | b |\n| --- | --- |\n| x | 1 |');
  });

  it('needs a place in the documentation', () => {
    expect(() => withTables('text', 'other', 'table')).toThrow('<!-- npm run bench: other -->');
  });
});
