import { Command, InvalidArgumentError, Option } from 'commander';
import { buildBundles } from '@product-service/bench/functions';
import { SUITES, type SuiteName } from './core/run.js';
import { runSuites, type Plan } from './core/run-suites.js';
import { resultOf, resultText } from './core/result.js';

interface Options {
  readonly inputs: number;
  readonly seed: number;
  readonly only?: SuiteName;
  readonly replay?: number;
  readonly json?: boolean;
}

const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be an integer from 0 to 999999999.');
};

/** Runs the suites that the command line names. The exit code is 1 if an input broke a rule. */
export const runCommandLine = async (): Promise<void> => {
  const command = new Command('npm run fuzz --')
    .description(
      'Sends hostile inputs to the deployed bundles, and checks each answer and everything that is written.',
    )
    .option('--inputs <count>', 'how many inputs', wholeNumber, 10_000)
    .option('--seed <number>', 'the same seed makes the same inputs', wholeNumber, 7)
    .addOption(new Option('--only <suite>', 'one of the suites').choices(SUITES))
    .option('--replay <number>', 'only the input with this number; needs --only', wholeNumber)
    .option('--json', 'print the result as JSON')
    .parse();
  const { inputs, seed, only, replay, json } = command.opts<Options>();
  if (replay !== undefined && only === undefined)
    command.error('--replay needs --only: numbers are those of a suite.');
  const plan: Plan = { seed, inputs, ...(only && { only }), ...(replay !== undefined && { replay }) };
  const started = performance.now();
  const progress = (message: string): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${message}\n`);
  };
  await buildBundles({ progress });
  const result = resultOf(plan, await runSuites(plan, progress));
  process.stdout.write(`${json ? JSON.stringify(result, undefined, 2) : resultText(result)}\n`);
  process.exitCode = result.findings.length > 0 ? 1 : 0;
};
