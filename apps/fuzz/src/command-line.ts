import { Command, InvalidArgumentError, Option } from 'commander';
import { buildBundles } from '@product-service/bench/functions';
import { SUITES, type SuiteName } from './core/run.js';
import { runSuites, type Plan } from './run-suites.js';
import { resultOf, resultText } from './core/result.js';
import { saveResult } from './documentation/security-page.js';

interface Options {
  readonly inputs: number;
  readonly seed: number;
  readonly only?: SuiteName;
  readonly replay?: number;
  readonly json?: boolean;
  readonly save?: boolean;
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
    .option('--json', 'print the results as JSON')
    .option('--save', 'write the results to docs/fuzz and docs/security.md')
    .parse();
  const { inputs, seed, only, replay, json, save } = command.opts<Options>();
  if (replay !== undefined && only === undefined)
    command.error('--replay needs --only: numbers are those of a suite.');
  const plan: Plan = { seed, inputs, ...(only && { only }), ...(replay !== undefined && { replay }) };
  const started = performance.now();
  const progress = (message: string): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${message}\n`);
  };
  await buildBundles({ progress });
  const results = (await runSuites(plan, progress)).map((result) => resultOf(seed, result));
  process.stdout.write(
    `${json ? JSON.stringify(results, undefined, 2) : results.map(resultText).join('\n\n')}\n`,
  );
  if (save) for (const result of results) await saveResult(result);
  process.exitCode = results.some(({ findings }) => findings.length > 0) ? 1 : 0;
};
