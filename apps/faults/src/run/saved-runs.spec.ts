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

it('each saved run has a seed of its own, and every promise was kept', () => {
  const runs = readRuns();
  expect(new Set(runs.map(({ seed }) => seed)).size).toBe(runs.length);
  expect(runs.filter(({ violations }) => violations > 0)).toEqual([]);
});
