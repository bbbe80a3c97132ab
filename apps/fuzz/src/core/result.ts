import type { Finding } from './run.js';
import type { Counts, Plan, SuiteResult } from './run-suites.js';

/** What a run found. */
export interface Result {
  readonly command: string;
  readonly date: string;
  readonly seed: number;
  readonly inputs: number;
  readonly seconds: number;
  readonly counts: Counts;
  readonly findings: readonly (Finding & { readonly replay: string | undefined })[];
}

export const resultOf = ({ seed, inputs, only }: Plan, suites: readonly SuiteResult[]): Result => ({
  command: `npm run fuzz -- --inputs ${inputs} --seed ${seed}${only ? ` --only ${only}` : ''}`,
  date: new Date().toISOString().slice(0, 10),
  seed,
  inputs: suites.reduce((sum, suite) => sum + suite.inputs, 0),
  seconds: suites.reduce((sum, suite) => sum + suite.seconds, 0),
  counts: Object.assign({}, ...suites.map((suite) => suite.counts)) as Counts,
  findings: suites
    .flatMap(({ findings }) => findings)
    .map((finding) => ({ ...finding, replay: replayOf(finding, seed) })),
});

/** The command that sends the input alone. */
const replayOf = ({ suite, index }: Finding, seed: number): string | undefined =>
  index === undefined ? undefined : `npm run fuzz -- --seed ${seed} --only ${suite} --replay ${index}`;

/** One line for each target. */
export const countsText = (counts: Counts): string =>
  Object.entries(counts)
    .map(([target, outcomes]) => `| ${target} | ${sum(outcomes)} | ${outcomesText(outcomes)} |`)
    .join('\n');

const sum = (outcomes: Readonly<Record<string, number>>): number =>
  Object.values(outcomes).reduce((total, count) => total + count, 0);

const outcomesText = (outcomes: Readonly<Record<string, number>>): string =>
  Object.entries(outcomes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([outcome, count]) => `${outcome}: ${count.toLocaleString('en')}`)
    .join(', ');

export const resultText = (result: Result): string => {
  const { command, date, inputs, seconds, counts, findings } = result;
  const found = findings.map(
    ({ problem, shown, replay }) => `\n${problem}\n  ${shown}\n  ${replay ?? 'after the inputs'}`,
  );
  return [
    `${command} (${date}): ${inputs.toLocaleString('en')} inputs in ${seconds} s, ${findings.length} findings`,
    countsText(counts),
    ...found,
  ].join('\n');
};
