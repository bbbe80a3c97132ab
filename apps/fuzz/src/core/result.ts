import type { Counts, Finding, SuiteName, SuiteResult } from './run.js';

/** What a run of a suite found, and the command that repeats it. */
export interface Result {
  readonly suite: SuiteName;
  readonly command: string;
  /** `2026-11-26` */
  readonly date: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly counts: Counts;
  readonly findings: readonly (Finding & { readonly replay: string | undefined })[];
}

export const resultOf = (
  seed: number,
  { suite, inputs, seconds, counts, findings }: SuiteResult,
): Result => ({
  suite,
  command: `npm run fuzz -- --inputs ${inputs} --seed ${seed} --only ${suite}`,
  date: new Date().toISOString().slice(0, 10),
  inputs,
  seconds,
  counts,
  findings: findings.map((finding) => ({ ...finding, replay: replayOf(finding, seed) })),
});

/** The command that sends the input alone. */
const replayOf = ({ suite, index }: Finding, seed: number): string | undefined =>
  index === undefined ? undefined : `npm run fuzz -- --seed ${seed} --only ${suite} --replay ${index}`;

const sum = (outcomes: Readonly<Record<string, number>>): number =>
  Object.values(outcomes).reduce((total, count) => total + count, 0);

const outcomesText = (outcomes: Readonly<Record<string, number>>): string =>
  Object.entries(outcomes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([outcome, count]) => `${outcome}: ${count.toLocaleString('en')}`)
    .join(', ');

/** A Markdown table with a line for each target. */
export const countsTable = (counts: Counts): string =>
  [
    '| target | inputs | how they ended |',
    '| --- | --- | --- |',
    ...Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([target, outcomes]) =>
          `| \`${target}\` | ${sum(outcomes).toLocaleString('en')} | ${outcomesText(outcomes)} |`,
      ),
  ].join('\n');

export const headline = ({ command, date, inputs, seconds, findings }: Result): string =>
  `\`${command}\` on ${date}: ${inputs.toLocaleString('en')} inputs in ${seconds} s, ${findings.length} findings.`;

/** For people. */
export const resultText = (result: Result): string => {
  const found = result.findings.map(
    ({ problem, shown, replay }) => `\n${problem}\n  ${shown}\n  ${replay ?? 'found after the inputs'}`,
  );
  return [headline(result), '', countsTable(result.counts), ...found].join('\n');
};
