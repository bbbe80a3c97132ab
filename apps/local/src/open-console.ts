import { stackName } from '@product-service/environment';
import type { Received } from '@product-service/observability/agent';
import { consoleActions } from './console-actions.js';
import { startConsole } from './console/console.js';
import { faultControl } from './console/fault-control.js';
import { feed } from './console/feed.js';
import { passageRouting } from './console/passage-routing.js';
import { passedMessages } from './console/passed-messages.js';
import { waitingEvents } from './console/waiting-events.js';
import type { Display, Log } from './core/activity.js';
import type { Observer } from './core/observation.js';
import { isAtLeast, type LogLevel } from './core/log-level.js';
import { withShortestNames } from './core/short-names.js';
import type { FaultInjector } from './faults/index.js';
import { openHttpListener } from './http/http-listener.js';
import type { RunningCloud } from './local-cloud.js';
import type { Lifecycle } from './process/lifecycle.js';
import { liveLedger } from './ledger/live-ledger.js';
import { outboxGauge } from './topology/outbox-gauge.js';
import { readGauges } from './topology/gauges.js';
import { describeTopology } from './topology/topology.js';
import { traceStore } from './trace/trace-store.js';

/** The console in the browser, from the beginning of the start. It answers when everything runs. */
export interface OpenConsole {
  readonly address: string;
  /** Sees what the terminal shows. */
  readonly log: Log;
  readonly observer: Observer;
  /** To be called with what the tracers of the functions send. */
  traced(received: Received): void;
  serve(cloud: RunningCloud, faults: FaultInjector): void;
}

interface Options {
  readonly env: string;
  /** 0 selects a free one. */
  readonly port: number;
  /** False: the functions send their traces to somebody else. */
  readonly hasTraces: boolean;
  /** Nothing was in the database before. */
  readonly isNewDatabase: boolean;
  /** Log lines of functions below it are in traces only. */
  readonly logLevel: LogLevel;
}

/** Opens the port of the console. @throws UserError if it is in use */
export const openConsole = async (
  { env, port, hasTraces, isNewDatabase, logLevel }: Options,
  log: Log,
  life: Lifecycle,
): Promise<OpenConsole> => {
  const listener = await openHttpListener(port, 'CONSOLE_PORT', life, log);
  const news = feed((text) => withShortestNames(text, stackName(env)));
  const messages = passedMessages();
  const traces = traceStore();
  const ledger = liveLedger({ isNew: isNewDatabase });
  const routing = passageRouting({ news, messages, ledger });
  let faultHappened = (): void => {};

  return {
    address: listener.address,
    traced: traces.received,
    log(activity) {
      traces.logged(activity);
      if (activity.event !== 'log' || isAtLeast(activity.level, logLevel)) news.happened(activity);
      if (activity.event === 'fault') faultHappened();
    },
    observer: {
      passed: (passage) => routing.passed(passage),
      exchanged: (exchange) => routing.exchanged(exchange),
    },
    serve({ account, services, created, database, api, documents, aws }, injector) {
      const outbox = database && outboxGauge(database.url);
      if (outbox) life.onStop(outbox.close);
      const faults = faultControl(injector, {
        env,
        hasOwnDatabase: database?.server !== undefined,
        functionNames: () => services.lambda.all().map(({ name }) => name),
      });
      faultHappened = faults.happened;
      const console = startConsole(
        {
          env,
          api,
          documents,
          aws,
          traces: hasTraces ? traces : undefined,
          async topology() {
            const topology = await describeTopology({ account, services, created });
            routing.follow(topology);
            return topology;
          },
          async gauges(topology) {
            const at = performance.now();
            const gauges = await readGauges(topology, { queues: services.sqs.queues, outbox });
            ledger.waiting({ at, ...waitingEvents(topology, gauges) });
            return gauges;
          },
          verdict: () => ledger.verdict(performance.now()),
          messages: messages.at,
          faults,
          ...consoleActions(env, account.region, { api, aws }, services, () => ledger.forget()),
        },
        news,
      );
      life.onStop(console.stop);
      listener.serve(console.handler);
    },
  };
};

/** Shows the same in two places. */
export const alsoTo = ({ log, ready }: Display, other: Log): Display => ({
  log(activity) {
    log(activity);
    other(activity);
  },
  ready,
});
