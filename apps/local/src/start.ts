import { startTraceAgent } from '@product-service/observability/agent';
import { type Options, parsePort } from './command-line-options.js';
import type { Display } from './core/activity.js';
import type { TraceAgent } from './core/local-overrides.js';
import { UserError } from './core/user-error.js';
import { faultInjector, serveFaults } from './faults/index.js';
import { startLocalCloud } from './local-cloud.js';
import { alsoTo, openConsole } from './open-console.js';
import type { Lifecycle } from './process/lifecycle.js';
import { fromLevel } from './terminal/from-level.js';
import { traceView } from './trace/trace-view.js';

/**
 * Starts what the options ask for: the local cloud, what draws traces, and the console.
 * @param display shows every activity
 * @throws UserError if it cannot be started
 */
export const start = async (
  env: string,
  options: Options,
  display: Display,
  write: (line: string) => void,
  life: Lifecycle,
): Promise<void> => {
  const foreignAgent = variable('DD_TRACE_AGENT_URL');
  if (options.trace && foreignAgent) {
    throw new UserError('--trace and DD_TRACE_AGENT_URL both receive the traces: leave out one of them.');
  }
  const terminal = fromLevel(options.logLevel, display);
  const page = options.console
    ? await openConsole(
        {
          env,
          port: parsePort('CONSOLE_PORT', 3002),
          hasTraces: !foreignAgent,
          isNewDatabase: variable('DATABASE_URL') === undefined,
          logLevel: options.logLevel,
        },
        terminal.log,
        life,
      )
    : undefined;
  const shown = page ? alsoTo(terminal, page.log) : terminal;
  const view = options.trace ? traceView(write) : undefined;
  if (view) life.onStop(view.stop);
  const ownAgent =
    (view || page) && !foreignAgent
      ? await startTraceAgent((received) => {
          if (received.kind === 'spans') view?.arrived(received.spans);
          page?.traced(received);
        })
      : undefined;
  if (ownAgent) life.onStop(ownAgent.close);
  const faults = options.faults || page ? faultInjector(shown.log) : undefined;

  const ready = await startLocalCloud(
    {
      ...{ assembly: undefined, watch: false, ...options },
      env,
      region: variable('AWS_REGION') ?? 'us-east-1',
      port: parsePort('PORT', 3000),
      awsPort: parsePort('AWS_PORT', 4566),
      documentsPort: parsePort('DOCUMENTS_PORT', 3001),
      databaseUrl: variable('DATABASE_URL'),
      emulator: variable('AWS_ENDPOINT_URL'),
      traceAgent: traceAgentOf(foreignAgent, ownAgent?.url),
      onRun: view?.onRun,
      observer: page?.observer,
      faults,
      onRunning: (cloud) => faults && page?.serve(cloud, faults),
    },
    shown,
    life,
  );
  if (options.faults && faults) serveFaults(faults);
  if (!life.signal.aborted) terminal.ready({ ...ready, console: page?.address ?? null });
};

/** A variable of the environment. An empty one is not set. */
const variable = (name: string): string | undefined => process.env[name] || undefined;

const traceAgentOf = (foreign: string | undefined, own: string | undefined): TraceAgent | undefined => {
  if (foreign !== undefined) return { url: foreign, isOwn: false };
  return own === undefined ? undefined : { url: own, isOwn: true };
};
