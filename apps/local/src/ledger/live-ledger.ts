import type { Verdict } from '@product-service/console/protocol';
import {
  PUBLIC_VERSIONS,
  readPrivateEvent,
  readPublicEvent,
  type PrivateEvent,
  type PublicVersion,
} from '@product-service/ledger';
import type { Exchange } from '../core/observation.js';
import { Judge } from './judge.js';
import { readExchange, type SeenOperation } from './read-exchange.js';

/** Compares what clients were told with what was published, as the local cloud sees both. */
export interface LiveLedger {
  exchange(exchange: Exchange): void;
  /** The body of a message that SNS accepted, in the order of acceptance. */
  published(body: string): void;
  /** The detail of an event that the bus accepted. */
  received(detail: string): void;
  /**
   * How many events wait in the outbox, parked ones too, and how many messages in the queues from SNS to the public bus, received
   * ones and those in dead-letter queues too. What is late then counts as lost only if nothing waits, in two counts in a row. If this
   * is never called, everything that is late counts as lost: call it before the first verdict.
   * @param at before the first of them was counted: milliseconds of `performance.now()`
   */
  waiting(counts: { readonly at: number; readonly outbox: number; readonly queues: number }): void;
  /** @param now milliseconds of `performance.now()` */
  verdict(now: number): Verdict;
  /**
   * Begins again, e.g. after all data was deleted. With a product: forgets what is known about it, e.g. after an operator discarded
   * one of its events.
   */
  forget(productId?: string): void;
}

export interface LiveLedgerOptions {
  /** The database was empty at the start. By default, products may have existed before. */
  readonly isNew?: boolean;
  /** The public versions that are switched on. By default, those of which an event came. */
  readonly versions?: readonly PublicVersion[];
  /** Milliseconds of the clock of exchanges. */
  readonly clock?: () => number;
}

/** Events that are remembered after everything was forgotten, because they may come late or again. */
const MOST_PAST = 20_000;

export const liveLedger = ({
  isNew = false,
  versions,
  clock = () => performance.now(),
}: LiveLedgerOptions = {}): LiveLedger => {
  const seenVersions = new Set<PublicVersion>();
  const judge = () =>
    new Judge(() => versions ?? (seenVersions.size > 0 ? [...seenVersions] : PUBLIC_VERSIONS), clock);
  let current = judge();
  let start = { at: -Infinity, isNew };
  /** Events before the last start. */
  let past = new Set<string>();
  let operations = 0;

  const restart = (): void => {
    const events = current.products().flatMap((record) => record.events);
    past = new Set([...past, ...events.flatMap(pastKeys)].slice(-MOST_PAST));
    current = judge();
    start = { at: clock(), isNew: true };
  };

  const recordOf = (productId: string) => current.record(productId, start.isNew);

  /** The first version is made again: somebody emptied the database. */
  const showsEmptied = ({ productId, request, outcome, from, key }: SeenOperation): boolean =>
    request.kind === 'create' &&
    key === undefined &&
    outcome.kind === 'done' &&
    outcome.product?.version === 1 &&
    (current.known(productId)?.highestBefore(from) ?? 0) > 1;

  return {
    exchange(exchange) {
      if (exchange.from < start.at) return;
      for (const operation of readExchange(exchange)) {
        if (showsEmptied(operation)) {
          const { events = [] } = current.known(operation.productId) ?? {};
          restart();
          for (const event of events.filter(({ accepted = 0 }) => accepted >= operation.from)) {
            for (const key of pastKeys(event)) past.delete(key);
            recordOf(operation.productId).addEvent(event);
          }
          start.at = operation.from;
        }
        operations += 1;
        recordOf(operation.productId).addOperation(operations, operation);
      }
    },
    published(body) {
      const event = readPrivateEvent(body);
      if (!event || past.has(event.id)) return;
      const accepted = Math.round(clock());
      const creation = current.known(event.productId)?.creation;
      if (event.sequence === 1 && creation && creation.id !== event.id && creation.time !== event.time)
        restart();
      recordOf(event.productId).addEvent({ ...event, accepted });
    },
    received(detail) {
      const event = readPublicEvent(detail);
      if (!event || past.has(timeKey(event))) return;
      const version = event.type.endsWith('.v1') ? 'v1' : 'v2';
      if (!seenVersions.has(version)) current.judgeAgain();
      seenVersions.add(version);
      recordOf(event.productId).addPublicEvent(event);
    },
    waiting({ at, outbox, queues }) {
      current.waits({ at, outbox, queues });
    },
    verdict: (now) => current.verdict(now),
    forget(productId) {
      if (productId === undefined) restart();
      else current.forget(productId);
    },
  };
};

const timeKey = ({
  productId,
  sequence,
  time,
}: Pick<PrivateEvent, 'productId' | 'sequence' | 'time'>): string => `${sequence} ${time} ${productId}`;
const pastKeys = (event: PrivateEvent): string[] => [event.id, timeKey(event)];
