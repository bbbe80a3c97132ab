import { stackName } from '@product-service/environment';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Display } from './core/activity.js';
import { DEPLOYMENT_TOOLS, type DeploymentTool } from './build/build.js';
import { fromLevel } from './terminal/from-level.js';
import { humanDisplay } from './terminal/human-display.js';
import { jsonDisplay } from './terminal/json-display.js';
import { lines } from './terminal/lines.js';
import { LOG_LEVELS, type LogLevel } from './core/log-level.js';
import { printableLines } from './core/printable.js';
import { lifecycle } from './process/lifecycle.js';
import { startLocalCloud } from './local-cloud.js';
import { describe, onStrayErrors } from './process/stray-errors.js';
import { startTraceView } from './trace/trace-view.js';
import { UserError } from './core/user-error.js';
import type { ThrottleOption } from './services/api-gateway/index.js';

/** How often to check, in ms, that the process that started this one still runs. */
const PARENT_CHECK_MS = 500;

/** After this time, in ms, the process exits even if the stop has not ended. */
const MAXIMUM_STOP_MS = 10_000;

/** Maximum number of processes of all functions. With it, a busy local cloud needs less than 1.2 GB of memory. */
const DEFAULT_CONCURRENCY = 14;

interface Options {
  readonly json?: boolean;
  readonly trace?: boolean;
  readonly speed: number;
  readonly assembly?: string;
  readonly logLevel: LogLevel;
  readonly watch?: boolean;
  readonly deployment: DeploymentTool;
  readonly concurrency: number;
  readonly throttle: ThrottleOption;
  readonly faults?: boolean;
}

const HELP = `
Variables:
  ENV                 environment to run (default: local)
  PORT, AWS_PORT      ports of the API (3000) and of the AWS endpoint (4566); 0 selects a free one
  DOCUMENTS_PORT      port of the page to browse and try the API (3001)
  AWS_REGION          region of the local cloud (us-east-1)
  DATABASE_URL        a PostgreSQL to use instead of the embedded one
  AWS_ENDPOINT_URL    an SNS and SQS to use instead of the embedded ones
  DD_TRACE_AGENT_URL  Datadog agent that receives the functions' traces and data stream statistics`;

const parseSpeed = (text: string): number => {
  const speed = Number(text);
  if (speed >= 1 && speed <= 1000) return speed;
  throw new InvalidArgumentError('It must be a number from 1 to 1000.');
};

const parseConcurrency = (text: string): number => {
  const processes = Number(text);
  if (Number.isInteger(processes) && processes >= 1 && processes <= 1000) return processes;
  throw new InvalidArgumentError('It must be an integer from 1 to 1000.');
};

/** As in the template, a burst may be twice the rate. */
const parseThrottle = (text: string): ThrottleOption => {
  if (text === 'off') return 'off';
  const rate = Number(text);
  if (rate > 0 && rate <= 10_000) return { rate, burst: Math.ceil(rate * 2) };
  throw new InvalidArgumentError('It must be "off", or a number up to 10000.');
};

const parsePort = (variable: string, fallback: number): number => {
  const port = Number(process.env[variable] || fallback);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UserError(`${variable} should be a port number, not "${process.env[variable]}".`);
};

/** Runs `npm start` until it is stopped, or fails to start. */
export const runCommandLine = async (): Promise<void> => {
  const options = new Command('npm start --')
    .description('Runs the whole service on this machine, from the template that would be deployed.')
    .option('--json', 'print one JSON object per line, for scripts')
    .addOption(
      new Option('--trace', 'draw the journey of each request: spans, links and waiting times').conflicts(
        'json',
      ),
    )
    .option(
      '--speed <factor>',
      'divide every timeout, delay and schedule of the template by this factor',
      parseSpeed,
      1,
    )
    .option(
      '--assembly <folder>',
      'run the stack of this cloud assembly (cdk.out) instead of building the service',
    )
    .addOption(
      new Option('--deployment <tool>', 'run what this tool would deploy')
        .choices(DEPLOYMENT_TOOLS)
        .default('cdk')
        .conflicts('assembly'),
    )
    .option(
      '--concurrency <processes>',
      'maximum number of processes of all functions: when none is free, runs wait, and then are throttled',
      parseConcurrency,
      DEFAULT_CONCURRENCY,
    )
    .addOption(
      new Option('--throttle <rate>', 'requests per second that each method of the API accepts, or "off"; ')
        .argParser(parseThrottle)
        .default('template', 'the limits of the template'),
    )
    .option('--faults', 'take faults from the process that started this one, see "npm run faults"')
    .option('--watch', 'rebuild when a source changes, and run the new code from the next request on')
    .addOption(
      new Option('--log-level <level>', 'show log lines of the functions from this level on')
        .choices(LOG_LEVELS)
        .default('warn'),
    )
    .addHelpText('after', HELP)
    .parse()
    .opts<Options>();
  const env = process.env['ENV'] || 'local';
  const { write, flush } = lines((text) => void process.stdout.write(text));
  process.once('exit', flush);
  const display = fromLevel(
    options.logLevel,
    options.json ? jsonDisplay(write) : humanDisplay(write, stackName(env)),
  );
  const life = lifecycle();

  let exitCode = 0;
  let started: Promise<void> = Promise.resolve();
  const stop = async (): Promise<void> => {
    if (life.signal.aborted) return;
    setTimeout(() => process.exit(exitCode), MAXIMUM_STOP_MS).unref();
    await life.stop();
    await started;
    // Stops that the start has registered in the meantime.
    await life.stop();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // When npm or the shell is killed, this process gets no signal, only another parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(), PARENT_CHECK_MS).unref();
  // The test that started it has ended, or its output is no longer read.
  process.on('disconnect', () => void stop());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void stop());
  onStrayErrors(display.log, (error) => {
    exitCode = 1;
    process.stderr.write(`${printableLines(describe(error))}\n`);
    void stop();
  });

  started = start(env, options, display, write, life).catch((error: unknown) => {
    if (life.signal.aborted) return;
    exitCode = 1;
    const text = error instanceof UserError ? error.message : describe(error);
    process.stderr.write(`${printableLines(text)}\n`);
    void stop();
  });
};

const start = async (
  env: string,
  { trace, speed, assembly, watch = false, deployment, concurrency, throttle, faults }: Options,
  display: Display,
  write: (line: string) => void,
  life: ReturnType<typeof lifecycle>,
): Promise<void> => {
  const variable = (name: string): string | undefined => process.env[name] || undefined;
  const agent = variable('DD_TRACE_AGENT_URL');
  if (trace && agent) {
    throw new UserError('--trace and DD_TRACE_AGENT_URL both receive the traces: leave out one of them.');
  }
  const view = trace ? await startTraceView(write) : undefined;
  if (view) life.onStop(view.stop);
  const ready = await startLocalCloud(
    {
      env,
      region: variable('AWS_REGION') ?? 'us-east-1',
      port: parsePort('PORT', 3000),
      awsPort: parsePort('AWS_PORT', 4566),
      documentsPort: parsePort('DOCUMENTS_PORT', 3001),
      speed,
      assembly,
      deployment,
      watch,
      concurrency,
      throttle,
      faults,
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
