import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../core/result.js';
import { bundleFile } from '../parts/bundles.js';

/** What a new process did. */
export interface Start {
  readonly loadMs: number;
  /** Processor time of the load. */
  readonly loadCpuMs: number;
  /** Addresses that it connected to while it loaded, `host:port`. */
  readonly atLoad: readonly string[];
  /** The first request, if there was an event. */
  readonly requestMs?: number;
  readonly response?: unknown;
  readonly atRequest?: readonly string[];
}

export interface StartOptions {
  /** The bundle, e.g. `product-api/get-product`. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The first request. Default: the bundle is only loaded. */
  readonly event?: unknown;
  /** Whether Datadog's handler runs the function's own, as deployed. Default: only the bundle, with the tracer switched off. */
  readonly isTraced?: boolean;
  /** What to wait for before the process is stopped. */
  readonly settled?: () => Promise<unknown>;
}

/** Loads a bundle in a new process, and runs its first request. @throws Error if the process fails */
export const startBundle = async ({
  name,
  variables,
  event,
  isTraced = false,
  settled,
}: StartOptions): Promise<Start> => {
  const bundle = bundleFile(name);
  const file = isTraced ? join(WORKSPACE, 'node_modules/datadog-lambda-js/dist/handler.mjs') : bundle;
  const child = fork(join(__dirname, 'new-process.mjs'), [JSON.stringify({ file, event })], {
    execArgv: [],
    env: {
      PATH: process.env['PATH'],
      NODE_PATH: join(WORKSPACE, 'node_modules'),
      POWERTOOLS_LOG_LEVEL: 'WARN',
      ...(isTraced
        ? { AWS_LAMBDA_FUNCTION_NAME: 'bench', LAMBDA_TASK_ROOT: dirname(bundle), ...datadogVariables() }
        : { DD_TRACE_ENABLED: 'false' }),
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const start = await new Promise<Start>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Start));
    child.once('exit', (code) => reject(new Error(`${name} ended with exit code ${code}:\n${errors}`)));
  });
  await settled?.();
  child.kill();
  return start;
};

/** What the deployment sets for Datadog's handler. Parameters have the names that the template gives them. */
const datadogVariables = (): Readonly<Record<string, string>> => {
  const template = readFileSync(join(WORKSPACE, 'infra/sam/template.yaml'), 'utf8');
  const { Globals } = parse(template, { logLevel: 'silent' }) as {
    Globals: { Function: { Environment: { Variables: Record<string, unknown> } } };
  };
  const texts = Object.entries(Globals.Function.Environment.Variables).filter(
    (variable): variable is [string, string] =>
      variable[0].startsWith('DD_') && typeof variable[1] === 'string',
  );
  return Object.fromEntries(texts);
};
