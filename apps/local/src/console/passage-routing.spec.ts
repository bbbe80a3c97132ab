import type { PlaceKind, Topology } from '@product-service/console/protocol';
import { liveLedger } from '../ledger/live-ledger.js';
import { feed } from './feed.js';
import { passageRouting } from './passage-routing.js';
import { passedMessages } from './passed-messages.js';
import { waitingEvents } from './waiting-events.js';

const KINDS: Readonly<Record<string, PlaceKind>> = {
  api: 'api',
  create: 'function',
  database: 'database',
  relay: 'function',
  created: 'topic',
  events: 'queue',
  filtered: 'queue',
  dead: 'dead-letters',
  publish: 'function',
  bus: 'bus',
  subscribers: 'subscribers',
  facts: 'queue',
};
const TOPOLOGY: Topology = {
  places: Object.entries(KINDS).map(([id, kind]) => ({ id, kind, name: id })),
  connections: [
    ...[
      ['api', 'create'],
      ['create', 'database'],
      ['database', 'relay'],
      ['relay', 'created'],
      ['created', 'events'],
      ['events', 'publish'],
      ['events', 'dead'],
      ['publish', 'bus'],
      ['bus', 'subscribers'],
      ['bus', 'facts'],
    ].map(([from = '', to = '']) => ({ from, to })),
    { from: 'created', to: 'filtered', carries: 'only some' },
  ],
};
const event = { id: 'id', type: 'product.productCreated.v1', subject: 'LATTE', data: { productId: 'LATTE' } };

const started = () => {
  const news = feed((text) => text);
  const messages = passedMessages();
  const routing = passageRouting({ news, messages, ledger: liveLedger() });
  routing.follow(TOPOLOGY);
  const waysAfter = (from: string, to: string, bodies: readonly string[], failed = 0): string[] => {
    routing.passed({ from, to, bodies, failed });
    return (news.take().passages ?? []).map((it) => `${it.count} ${it.from} > ${it.to}`);
  };
  return { news, messages, waysAfter };
};

describe('what passed', () => {
  it.each([
    ['api', 'create', ['1 api > create', '1 create > database']],
    ['relay', 'created', ['1 relay > created', '1 database > relay', '1 created > events']],
    ['events', 'publish', ['1 events > publish']],
    ['publish', 'bus', ['1 publish > bus', '1 bus > subscribers']],
    ['bus', 'facts', ['1 bus > facts']],
  ])('from %s to %s also passed where nobody reports it', (from, to, ways) =>
    expect(started().waysAfter(from, to, ['{}'])).toEqual(ways),
  );

  it('and failed later did not pass again', () =>
    expect(started().waysAfter('relay', 'created', [], 1)).toEqual(['0 relay > created']));

  it('on the bus is what subscribers get, if a function published it', () => {
    const { news, waysAfter } = started();
    waysAfter('publish', 'bus', [JSON.stringify(event)]);
    waysAfter('other-services', 'bus', [JSON.stringify(event)]);
    expect(news.recent().received).toMatchObject([{ type: event.type, productId: 'LATTE' }]);
  });

  it('is kept at both places', () => {
    const { messages, waysAfter } = started();
    waysAfter('publish', 'bus', [JSON.stringify(event)]);
    expect(messages.at('bus')).toMatchObject([{ from: 'publish', productId: 'LATTE' }]);
    expect(messages.at('publish')).toHaveLength(1);
  });
});

describe('events on their way', () => {
  const gauge = (place: string, waiting: number, more: object = {}) => ({ place, waiting, ...more });

  it('wait in the outbox, and in the queue from the topics to the bus, dead letters included', () =>
    expect(
      waitingEvents(TOPOLOGY, [
        gauge('database', 2),
        gauge('events', 3, { inFlight: 4 }),
        gauge('dead', 5),
        gauge('facts', 100),
        gauge('filtered', 100),
      ]),
    ).toEqual({ outbox: 2, queues: 12 }));

  it('may wait where nothing can be read', () =>
    expect(
      waitingEvents(TOPOLOGY, [
        gauge('database', 0, { problem: 'no answer' }),
        gauge('events', 0, { problem: 'x' }),
      ]),
    ).toEqual({ outbox: 1, queues: 1 }));
});
