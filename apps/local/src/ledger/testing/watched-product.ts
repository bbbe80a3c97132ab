import type { Operation, Outcome, PrivateEvent, ProductRequest, PublicEvent } from '@product-service/ledger';
import { createdEvent, publicEventsOf, updatedEvent } from '@product-service/ledger/testing';
import { liveLedger, type LiveLedger, type LiveLedgerOptions } from '../live-ledger.js';
import { detailOf, exchangeOf, messageOf } from './exchanges.js';

export const MINUTE = 60_000;
const PROMISES = ['published', 'agreed', 'ordered', 'kept', 'repeatable'];
export const ALL_KEPT = { published: true, agreed: true, ordered: true, kept: true, repeatable: true };

export const done = (price: number, version: number): Outcome => ({
  kind: 'done',
  product: { name: 'Latte', price, stockLevel: 0, version },
});
export const create = (price = 1): ProductRequest => ({ kind: 'create', name: 'Latte', price });
export const update = (price: number): ProductRequest => ({ kind: 'update', name: 'Latte', price });
export const get: ProductRequest = { kind: 'get' };
export const remove: ProductRequest = { kind: 'delete' };

/** The events of {@link WatchedProduct.threeChanges}. */
export const [first, second, third] = [createdEvent(1, 1), updatedEvent(2, 1, 2), updatedEvent(3, 2, 3)];

/** A ledger that watches one product, at a time of its own. */
export class WatchedProduct {
  now = 0;
  readonly ledger: LiveLedger;

  constructor(options: LiveLedgerOptions = { isNew: true }) {
    this.ledger = liveLedger({ ...options, clock: () => this.now });
  }

  /** One request after the other. */
  answer(request: ProductRequest, outcome: Outcome, more: Partial<Operation> & { key?: string } = {}): void {
    const { key, ...times } = more;
    this.now += 2;
    const operation = { productId: 'LATTE', request, outcome, from: this.now - 1, to: this.now, ...times };
    this.ledger.exchange(exchangeOf(operation, key));
  }

  accept(...events: PrivateEvent[]): void {
    for (const event of events) this.ledger.published(messageOf(event));
  }

  receive(...events: PublicEvent[]): void {
    for (const event of events) this.ledger.received(detailOf(event));
  }

  /** SNS accepts the events, then the bus their public ones. */
  publish(...events: PrivateEvent[]): void {
    this.accept(...events);
    this.receive(...publicEventsOf(events));
  }

  /** It is created with the price 1, which is changed to 2 and to 3. */
  threeChanges(): void {
    this.answer(create(), done(1, 1));
    this.answer(update(2), done(2, 2));
    this.answer(update(3), done(3, 3));
  }

  waits(outbox: number, queues: number): void {
    this.now += 1;
    this.ledger.waiting({ at: this.now, outbox, queues });
  }

  get verdict() {
    return this.ledger.verdict(this.now);
  }

  get states() {
    return Object.fromEntries(this.verdict.promises.map(({ isKept }, index) => [PROMISES[index], isKept]));
  }

  get broken() {
    return PROMISES.filter((name) => this.states[name] === false);
  }

  detail(name: string) {
    return this.verdict.promises[PROMISES.indexOf(name)]?.detail;
  }
}
