import { Command, InvalidArgumentError } from 'commander';
import { DEFAULTS, type RunOptions } from './run/options.js';
import { reportOf } from './run/report.js';
import { summaryOf } from './run/result.js';
import { run } from './run/run.js';
import { saveRuns } from './run/saved-runs.js';

const number =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (value >= from && value <= to) return value;
    throw new InvalidArgumentError(`It must be a number from ${from} to ${to}.`);
  };

const integer =
  (from: number, to: number) =>
  (text: string): number => {
    const value = number(from, to)(text);
    if (Number.isInteger(value)) return value;
    throw new InvalidArgumentError('It must be an integer.');
  };

const MAXIMUM_SEED = 2 ** 31 - 1;

const HELP = `
Processes of functions are killed, frozen, and their clocks set. The database is killed, frozen, and its connections cut around
each statement. Calls to AWS fail, hang, are executed late, twice or in part. Meanwhile clients write and read. At the end a ledger
outside of the service compares what they were told, what was published, and what is stored.

Exit code 0: every promise was kept. 1: one was broken, and its history is shown. Needs Linux.`;

interface Options extends Omit<RunOptions, 'seed'> {
  readonly seed?: number;
  readonly runs: number;
  readonly save?: boolean;
  readonly json?: boolean;
}

/** Runs `npm run faults`. */
export const runCommandLine = async (): Promise<void> => {
  const { json, runs, save, ...options } = new Command('npm run faults --')
    .description('Runs the whole service under faults, and checks that it keeps its promises.')
    .option('--duration <seconds>', 'how long faults are injected', number(1, 1800), DEFAULTS.duration)
    .option(
      '--seed <number>',
      'chooses requests and faults (default: another one each time)',
      integer(0, MAXIMUM_SEED),
    )
    .option(
      '--clients <count>',
      'clients that send one request after the other',
      integer(1, 100),
      DEFAULTS.clients,
    )
    .option(
      '--speed <factor>',
      'divides every time-out, delay and schedule of the template',
      number(1, 60),
      DEFAULTS.speed,
    )
    .option('--spacing <count>', 'operations between two faults', integer(1, 1000), DEFAULTS.spacing)
    .option('--runs <count>', 'runs, one after the other: each with the next seed', integer(1, 1000), 1)
    .option('--log <file>', 'write what the local cloud prints to this file')
    .option('--save', 'add the figures to docs/faults.json and docs/faults.md')
    .option('--json', 'print the figures of each run as one line of JSON')
    .addHelpText('after', HELP)
    .parse()
    .opts<Options>();
  const first = { ...options, seed: options.seed ?? Math.floor(Math.random() * MAXIMUM_SEED) };
  for (let seed = first.seed; seed < first.seed + runs; seed++) {
    const result = await run({ ...first, seed }, progressOf(seed));
    if (json) process.stderr.write(`${reportOf(result)}\n`);
    process.stdout.write(`${json ? JSON.stringify(summaryOf(result)) : reportOf(result)}\n`);
    if (result.violations.length > 0) process.exitCode = 1;
    if (save) await saveRuns([{ ...summaryOf(result), date: new Date().toISOString().slice(0, 10) }]);
  }
};

/** What happens is written to the error output, with the seconds since the start. */
const progressOf = (seed: number) => {
  const from = performance.now();
  return (text: string): void => {
    const seconds = Math.round((performance.now() - from) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  seed ${seed}: ${text}\n`);
  };
};
