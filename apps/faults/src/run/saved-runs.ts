import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Summary } from './result.js';

const DOCS = join(__dirname, '../../../../docs');
export const DOCUMENTATION = join(DOCS, 'faults.md');
const RUNS = join(DOCS, 'faults.json');

/** A run that is kept in the documentation. */
export interface SavedRun extends Summary {
  readonly date: string;
}

export const readRuns = (): readonly SavedRun[] => JSON.parse(readFileSync(RUNS, 'utf8')) as SavedRun[];

/** Adds runs to those that were kept before, as JSON, and their sums to the documentation. A run replaces the one with its seed. */
export const saveRuns = async (added: readonly SavedRun[]): Promise<void> => {
  const seeds = new Set(added.map(({ seed }) => seed));
  const kept = existsSync(RUNS) ? readRuns().filter(({ seed }) => !seeds.has(seed)) : [];
  const runs = [...kept, ...added];
  writeFileSync(RUNS, `${JSON.stringify(runs, undefined, 2)}\n`);
  writeFileSync(DOCUMENTATION, await withRuns(readFileSync(DOCUMENTATION, 'utf8'), runs));
};

const BEGIN = '<!-- npm run faults -->';
const END = '<!-- end -->';

/** The documentation with the figures of these runs. */
export const withRuns = async (documentation: string, runs: readonly SavedRun[]): Promise<string> => {
  const [begin, end] = [documentation.indexOf(BEGIN), documentation.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`docs/faults.md needs a place for the runs: ${BEGIN} … ${END}`);
  const text = `${documentation.slice(0, begin)}${BEGIN}\n\n${tableOf(runs)}\n\n${documentation.slice(end)}`;
  return format(text, { ...(await resolveConfig(DOCUMENTATION)), parser: 'markdown' });
};

const tableOf = (runs: readonly SavedRun[]): string => {
  const sum = (pick: (run: Summary) => number): string =>
    runs.reduce((total, run) => total + pick(run), 0).toLocaleString('en');
  const drained = runs.map(({ drainSeconds }) => drainSeconds).sort((a, b) => a - b);
  const rows: readonly (readonly [string, string])[] = [
    ['runs, each with its own seed', String(runs.length)],
    ['minutes under faults', sum(({ duration }) => duration / 60)],
    ['operations of clients', sum(({ operations }) => operations)],
    ['faults that happened', sum(({ faults }) => faults)],
    ['poison messages', sum(({ poison }) => poison)],
    ['public events expected', sum(({ expected }) => expected)],
    ['public events delivered', sum(({ delivered }) => delivered)],
    ['public events delivered again', sum(({ duplicated }) => duplicated)],
    ['events lost', sum(({ lost }) => lost)],
    ['events accepted out of order', sum(({ outOfOrder }) => outOfOrder)],
    ['updates lost', sum(({ lostUpdates }) => lostUpdates)],
    ['requests without an answer', sum(({ hung }) => hung)],
    ['broken promises of any kind', sum(({ violations }) => violations)],
    ['products whose history could not be decided', sum(({ undecided }) => undecided)],
    [
      'seconds from the last fault to rest: median, longest',
      `${drained[Math.floor(drained.length / 2)] ?? 0}, ${drained.at(-1) ?? 0}`,
    ],
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  const dates = runs.map(({ date }) => date).sort();
  const period = [...new Set([dates[0], dates.at(-1)])].join(' to ');
  return [
    '| | |',
    '| --- | ---: |',
    ...lines,
    '',
    `[All runs](faults.json), with their seeds and options: ${period}.`,
  ].join('\n');
};
