import { Argument, Command, InvalidArgumentError } from 'commander';
import { BENCHMARKS } from './benchmarks.js';
import type { Benchmark } from './core/benchmark.js';
import { resultOf, resultText, saveResult } from './core/result.js';

const DEFAULT_ROUNDS = 9;

interface Options {
  readonly rounds: number;
  readonly json?: boolean;
  readonly save?: boolean;
}

const parseRounds = (text: string): number => {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 100) return rounds;
  throw new InvalidArgumentError('It must be an integer from 1 to 100.');
};

/** Runs the benchmarks that the command line names, one after the other. */
export const runCommandLine = async (): Promise<void> => {
  const names = BENCHMARKS.map(({ name }) => name);
  const command = new Command('npm run bench --')
    .description(
      'Measures the service on this machine. Each figure is compared with a baseline of the same run.',
    )
    .addArgument(new Argument('<names...>', 'what to measure').choices([...names, 'all']))
    .option('--rounds <count>', 'how often each variant is measured', parseRounds, DEFAULT_ROUNDS)
    .option('--json', 'print the result as JSON')
    .option('--save', 'write the result to docs/benchmarks and its tables to docs/performance.md')
    .addHelpText('after', `\nBenchmarks:\n${BENCHMARKS.map(described).join('\n')}`)
    .parse();
  const options = command.opts<Options>();
  const chosen = command.args.includes('all') ? names : command.args;
  for (const benchmark of BENCHMARKS) if (chosen.includes(benchmark.name)) await run(benchmark, options);
};

const described = ({ name, title }: Benchmark): string => `  ${name.padEnd(20)}${title}`;

const run = async (benchmark: Benchmark, { rounds, json, save }: Options): Promise<void> => {
  const stops: (() => Promise<unknown> | void)[] = [];
  const started = performance.now();
  const progress = (message: string): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${benchmark.name}: ${message}\n`);
  };
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const end of stops.splice(0).reverse()) await end();
  };
  const interrupt = (): void => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const tables = await benchmark.run({ rounds, progress, onEnd: (end) => void stops.push(end) });
    const result = resultOf(benchmark, rounds, tables);
    process.stdout.write(`${json ? JSON.stringify(result, undefined, 2) : resultText(result)}\n`);
    if (save) await saveResult(result);
  } catch (error) {
    // What an interrupted benchmark waited for has been stopped.
    if (!isStopping) throw error;
  } finally {
    await stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
};
