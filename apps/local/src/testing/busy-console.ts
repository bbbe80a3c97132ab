import type { PlaceKind, Topology } from '@product-service/console/protocol';
import { startConsole } from '../console/console.js';
import { feed } from '../console/feed.js';
import { passageRouting } from '../console/passage-routing.js';
import { passedMessages } from '../console/passed-messages.js';
import type { ConsoleSource } from '../console/source.js';
import { openHttpListener } from '../http/http-listener.js';
import { liveLedger } from '../ledger/live-ledger.js';
import { lifecycle } from '../process/lifecycle.js';

/** A console in this process, without a service: what happens is told by {@link BusyConsole.event}. */
export interface BusyConsole {
  readonly address: string;
  /** Tells everything that one change makes happen: its messages on all their ways, and the lines of the terminal. */
  event(index: number): void;
  stop(): Promise<void>;
}

const WAY: readonly (readonly [id: string, kind: PlaceKind])[] = [
  ['clients', 'clients'],
  ['api', 'api'],
  ['create', 'function'],
  ['nudges', 'queue'],
  ['relay', 'function'],
  ['created', 'topic'],
  ['events', 'queue'],
  ['publish', 'function'],
  ['bus', 'bus'],
  ['subscribers', 'subscribers'],
];

const TOPOLOGY: Topology = {
  places: [...WAY, ['database', 'database'] as const].map(([id, kind]) => ({ id, kind, name: id })),
  connections: [
    ...WAY.slice(1).map(([to], index) => ({ from: WAY[index]?.[0] ?? '', to })),
    { from: 'create', to: 'database' },
    { from: 'database', to: 'relay' },
  ],
};

export const startBusyConsole = async (): Promise<BusyConsole> => {
  const life = lifecycle();
  const news = feed((text) => text);
  const messages = passedMessages();
  const ledger = liveLedger();
  const routing = passageRouting({ news, messages, ledger });
  const unavailable = async (): Promise<never> => Promise.reject(new Error('There is no service.'));
  const source: ConsoleSource = {
    ...{ env: 'test', api: null, documents: null, aws: '', envelopes: [] },
    traces: {
      changes: () => performance.now(),
      journeys: () => [],
      journey: () => undefined,
      pathways: () => [],
    },
    async topology() {
      routing.follow(TOPOLOGY);
      return TOPOLOGY;
    },
    gauges: async () => [{ place: 'database', waiting: Math.floor(performance.now()) % 100 }],
    verdict: () => ledger.verdict(performance.now()),
    messages: messages.at,
    request: async () => ({ status: 200, body: { data: [] }, traceId: '' }),
    ...{ putFact: unavailable, operate: unavailable },
    faults: {
      status: () => ({
        ...{ presets: [], active: [], happened: 0 },
        points: { functions: [], operations: [], statements: [], effects: {} },
      }),
      start: () => {},
      inject: () => {},
      clear: async () => {},
    },
  };
  const listener = await openHttpListener(0, 'CONSOLE_PORT', life, () => undefined);
  const console = startConsole(source, news);
  life.onStop(console.stop);
  listener.serve(console.handler);
  return {
    address: listener.address,
    event(index) {
      const type = 'product.productCreated';
      const subject = `PRODUCT${index}`;
      const details = { productId: subject, name: 'A name', price: 1 };
      const envelope = {
        id: `id-${index}`,
        type,
        subject,
        sequence: '1',
        time: new Date().toISOString(),
        data: details,
      };
      for (const [position, [to]] of WAY.slice(1).entries()) {
        const from = WAY[position]?.[0] ?? '';
        const detail = to === 'bus' ? { ...envelope, type: `${type}.v1` } : envelope;
        routing.passed({ from, to, bodies: [JSON.stringify(detail)], failed: 0 });
      }
      const run = {
        requestId: String(index),
        cause: 'POST /product',
        ms: 1,
        coldStart: false,
        ok: index % 10 > 0,
      };
      for (const name of ['create', 'relay', 'publish'])
        news.happened({ event: 'function', function: name, ...run });
      news.happened({ event: 'published', via: 'sns', channel: 'created', type, subject });
    },
    stop: life.stop,
  };
};
