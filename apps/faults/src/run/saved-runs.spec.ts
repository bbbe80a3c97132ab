import { readFileSync } from 'node:fs';
import { DOCUMENTATION, readRuns, withRuns } from './saved-runs.js';

describe('the documentation', () => {
  const documentation = readFileSync(DOCUMENTATION, 'utf8');

  it('has the figures of the saved runs', async () => {
    expect(await withRuns(documentation, readRuns())).toBe(documentation);
  });

  it('has a place for them', async () => {
    await expect(withRuns('text', readRuns())).rejects.toThrow('<!-- npm run faults -->');
  });
});

it('the saved runs are many, each with a seed of its own, and every promise was kept', () => {
  const { runs } = readRuns();
  const sum = (pick: (run: (typeof runs)[number]) => number): number =>
    runs.reduce((total, run) => total + pick(run), 0);
  expect(new Set(runs.map(({ seed }) => seed)).size).toBe(runs.length);
  expect(runs.length).toBeGreaterThanOrEqual(20);
  expect(sum(({ operations }) => operations)).toBeGreaterThanOrEqual(100_000);
  expect(sum(({ faults }) => faults)).toBeGreaterThanOrEqual(10_000);
  expect(sum(({ violations }) => violations)).toBe(0);
});
