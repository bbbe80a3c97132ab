import { Command, InvalidArgumentError, Option } from 'commander';
import { DEPLOYMENT_TOOLS, type DeploymentTool } from './build/build.js';
import { LOG_LEVELS, type LogLevel } from './core/log-level.js';
import { UserError } from './core/user-error.js';
import type { ThrottleOption } from './services/api-gateway/index.js';

/** Maximum number of processes of all functions. With it, a busy local cloud needs less than 1.2 GB of memory. */
const DEFAULT_CONCURRENCY = 14;

/** Options of `npm start`. */
export interface Options {
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
  readonly console: boolean;
}

const HELP = `
Variables:
  ENV                 environment to run (default: local)
  PORT, AWS_PORT      ports of the API (3000) and of the AWS endpoint (4566); 0 selects a free one
  DOCUMENTS_PORT      port of the page to browse and try the API (3001)
  CONSOLE_PORT        port of the console in the browser (3002)
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

/** The port that a variable of the environment names. @throws UserError */
export const parsePort = (variable: string, fallback: number): number => {
  const port = Number(process.env[variable] || fallback);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UserError(`${variable} should be a port number, not "${process.env[variable]}".`);
};

/** Ends the process after `--help`, and if an option is wrong. */
export const readOptions = (): Options =>
  new Command('npm start --')
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
    .option('--no-console', 'start no console in the browser')
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
