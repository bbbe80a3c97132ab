import type { Topology } from '@product-service/console/protocol';
import type { Exchange, Passage } from '../core/observation.js';
import type { LiveLedger } from '../ledger/live-ledger.js';
import { derivedPassages, type Passed } from './derived-passages.js';
import { envelopeIn } from './envelope-in.js';
import type { Feed } from './feed.js';
import type { PassedMessages } from './passed-messages.js';

/** Takes what passed to everybody who shows it. */
export interface PassageRouting {
  passed(passage: Passage): void;
  exchanged(exchange: Exchange): void;
  /** From now on, this is what runs. */
  follow(topology: Topology): void;
}

interface Receivers {
  readonly news: Feed;
  readonly messages: PassedMessages;
  readonly ledger: LiveLedger;
}

export const passageRouting = ({ news, messages, ledger }: Receivers): PassageRouting => {
  let kindOf: ReadonlyMap<string, string> = new Map();
  let derived: (passed: Passed) => readonly Passed[] = () => [];
  /** Before, nobody knew which events belonged to an exchange. */
  let followedSince = Infinity;

  /** What functions publish on a bus are our own events. */
  const published = (bodies: readonly string[]): void => {
    for (const detail of bodies) {
      ledger.received(detail);
      const { type = 'event', productId, eventId } = envelopeIn(detail);
      news.received({
        at: Date.now(),
        type,
        detail,
        ...(productId !== undefined && { productId }),
        ...(eventId !== undefined && { eventId }),
      });
    }
  };

  return {
    passed({ from, to, bodies, failed }) {
      news.passed(from, to, bodies.length, failed);
      for (const other of derived({ from, to, count: bodies.length })) {
        if (other.count > 0) news.passed(other.from, other.to, other.count, 0);
      }
      messages.add(from, to, bodies);
      const target = kindOf.get(to);
      if (target === 'topic') bodies.forEach(ledger.published);
      if (target === 'bus' && kindOf.get(from) === 'function') published(bodies);
    },
    exchanged(exchange) {
      if (exchange.from >= followedSince) ledger.exchange(exchange);
    },
    follow(topology) {
      followedSince = Math.min(followedSince, performance.now());
      kindOf = new Map(topology.places.map(({ id, kind }) => [id, kind]));
      derived = derivedPassages(topology);
    },
  };
};
