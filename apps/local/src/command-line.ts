import { stackName } from '@product-service/environment';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Display } from './console/activity.js';
import { humanDisplay } from './console/human-display.js';
import { jsonDisplay } from './console/json-display.js';
import { printableLines } from './console/printable.js';
import { lifecycle } from './process/lifecycle.js';
import { startLocalCloud } from './local-cloud.js';
import { describe, onStrayErrors } from './process/stray-errors.js';
import { startTraceView } from './trace/trace-view.js';
import { UserError } from './core/user-error.js';

/** How often to look, in ms, whether the process that started this one is still there. */
const LOOK_FOR_PARENT_MS = 500;

/** A stop that takes longer than this, in ms, is not worth waiting for. */
const MAXIMUM_STOP_MS = 10_000;

interface Options {
  readonly json?: boolean;
  readonly trace?: boolean;
  readonly speed: number;
  readonly assembly?: string;
}

const HELP = `
Variables:
  ENV                 environment to run (default: local)
  PORT, AWS_PORT      ports of the API (3000) and of the AWS endpoint (4566); 0 takes a free one
  AWS_REGION          region to play (us-east-1)
  DATABASE_URL        a PostgreSQL to use instead of the embedded one
  AWS_ENDPOINT_URL    an SNS and SQS to use instead of the embedded ones
  DD_TRACE_AGENT_URL  Datadog agent that gets the functions' traces and data stream statistics`;

const parseSpeed = (text: string): number => {
  const speed = Number(text);
  if (speed >= 1 && speed <= 1000) return speed;
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
};

const parsePort = (variable: string, fallback: number): number => {
  const port = Number(process.env[variable] || fallback);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UserError(`${variable} should be a port number, not "${process.env[variable]}".`);
};

/** Runs `npm start`: until it is told to stop, or can't start. */
export const runCommandLine = async (): Promise<void> => {
  const options = new Command('npm start --')
    .description('Runs the whole service on this machine, from the template that would be deployed.')
    .option('--json', 'print one JSON object a line, for scripts')
    .addOption(
      new Option('--trace', 'draw what came of each request: spans, links and waiting times').conflicts(
        'json',
      ),
    )
    .option(
      '--speed <factor>',
      'divide every timeout, delay and schedule of the template by this',
      parseSpeed,
      1,
    )
    .option(
      '--assembly <folder>',
      'run the stack of another cloud assembly (cdk.out) instead of building this one',
    )
    .addHelpText('after', HELP)
    .parse()
    .opts<Options>();
  const env = process.env['ENV'] || 'local';
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const display = options.json ? jsonDisplay(write) : humanDisplay(write, stackName(env));
  const life = lifecycle();

  let exitCode = 0;
  let started: Promise<void> = Promise.resolve();
  const stop = async (): Promise<void> => {
    if (life.signal.aborted) return;
    setTimeout(() => process.exit(exitCode), MAXIMUM_STOP_MS).unref();
    await life.stop();
    await started;
    // What was registered by a start that had not heard of it yet.
    await life.stop();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // npm and shells that are killed don't pass it on: their child gets another parent, that is all.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(), LOOK_FOR_PARENT_MS).unref();
  // Whoever started it with a channel (a test) is gone; or nobody reads what it prints any more.
  process.on('disconnect', () => void stop());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void stop());
  onStrayErrors(display.log, (error) => {
    exitCode = 1;
    process.stderr.write(`${printableLines(describe(error))}\n`);
    void stop();
  });

  started = start(env, options, display, life).catch((error: unknown) => {
    if (life.signal.aborted) return;
    exitCode = 1;
    const text = error instanceof UserError ? error.message : describe(error);
    process.stderr.write(`${printableLines(text)}\n`);
    void stop();
  });
};

const start = async (
  env: string,
  { trace, speed, assembly }: Options,
  display: Display,
  life: ReturnType<typeof lifecycle>,
): Promise<void> => {
  const variable = (name: string): string | undefined => process.env[name] || undefined;
  const agent = variable('DD_TRACE_AGENT_URL');
  if (trace && agent) {
    throw new UserError('--trace draws what DD_TRACE_AGENT_URL sends elsewhere: leave out one of the two.');
  }
  const view = trace ? await startTraceView((line) => void process.stdout.write(`${line}\n`)) : undefined;
  if (view) life.onStop(view.stop);
  const ready = await startLocalCloud(
    {
      env,
      region: variable('AWS_REGION') ?? 'us-east-1',
      port: parsePort('PORT', 3000),
      awsPort: parsePort('AWS_PORT', 4566),
      speed,
      assembly,
      databaseUrl: variable('DATABASE_URL'),
      emulator: variable('AWS_ENDPOINT_URL'),
      traceAgent: agent ?? view?.agentUrl,
      onRun: view?.onRun,
    },
    display,
    life,
  );
  if (!life.signal.aborted) display.ready(ready);
};
