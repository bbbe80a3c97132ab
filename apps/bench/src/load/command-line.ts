import { Command, InvalidArgumentError } from 'commander';
import { tablesText } from '../core/markdown.js';
import { PRODUCTS } from '../saturation/mix.js';
import { holdLoad, type LoadOptions, type LoadReport } from './hold-load.js';

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be an integer from 1.');
};

interface Options extends LoadOptions {
  readonly json?: boolean;
}

/** `npm run load`. The exit code is 1 if a promise was broken. */
export const runCommandLine = async (): Promise<void> => {
  const options = new Command('npm run load --')
    .description(
      'Holds the local cloud at saturation, and checks that it sheds load, loses nothing and does not grow.',
    )
    .option(
      '--clients <numbers>',
      'clients of each level',
      (text) => text.split(',').map(whole),
      [16, 64, 256],
    )
    .option('--seconds <count>', 'how long each level lasts', whole, 120)
    .option(
      '--throttle <limit>',
      'as for `npm start`: template, off, or requests per second of a method',
      'off',
    )
    .option('--concurrency <count>', 'as for `npm start`: processes of functions', whole, 14)
    .option('--products <count>', 'products that exist at the start', whole, PRODUCTS)
    .option('--json', 'print the report as JSON, in the last line')
    .parse()
    .opts<Options>();
  const stops: (() => Promise<unknown> | void)[] = [];
  const from = performance.now();
  const progress = (message: string): void => {
    const seconds = Math.round((performance.now() - from) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${message}\n`);
  };
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  const interrupt = (): void => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const report = await holdLoad(options, { rounds: 1, progress, onEnd: (end) => void stops.push(end) });
    process.stdout.write(`${options.json ? JSON.stringify(report) : textOf(report)}\n`);
    if (report.violations.length > 0) process.exitCode = 1;
  } finally {
    await stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
};

const textOf = ({ levels, violations, ...summary }: LoadReport): string => {
  const table = {
    title: 'Held load',
    columns: [
      'clients',
      'requests',
      'answers',
      'p50',
      'p99',
      'longest',
      'memory: first third, last third, most',
      'processes',
    ],
    rows: levels.map(({ clients, requestsPerSecond, statuses, p50, p99, longest, memory }) => [
      clients,
      `${Math.round(requestsPerSecond)} /s`,
      Object.entries(statuses)
        .map(([status, count]) => `${status}: ${count.toLocaleString('en')}`)
        .join(', '),
      ...[p50, p99, longest].map((ms) => `${Math.round(ms)} ms`),
      `${[memory.firstThird, memory.lastThird, memory.most].map(Math.round).join(', ')} MB`,
      memory.processes,
    ]),
  };
  const { acknowledged, published, repeated, lost, drainedAfter } = summary;
  return [
    tablesText([table]),
    '',
    `Changes: ${acknowledged} acknowledged, ${published} published, ${repeated} events repeated, ${lost.length} lost. The last event was on the bus after ${drainedAfter} s.`,
    ...violations.map((violation) => `Broken: ${violation}`),
  ].join('\n');
};
