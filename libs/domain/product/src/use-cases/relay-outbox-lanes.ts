import type { EventPublisher, ProductEventType } from '@product-service/events';
import type { Outbox, OutboxEntry, ProductBacklog } from '../ports/outbox.js';
import { Outcomes } from './relay-outbox-outcomes.js';

/** Events that are published at the same time: those of 20 calls to the broker. */
const MAX_IN_FLIGHT = 200;
/** When more entries are in memory, a product keeps `FEW_ENTRIES` of its backlog, and no page is read ahead. */
const MANY_ENTRIES = 10_000;
const FEW_ENTRIES = 50;
/** With many products, this many accepted events are removed in one statement. */
const WORTH_A_STATEMENT = 100;

export interface LanesOptions {
  readonly outbox: Outbox;
  readonly publisher: EventPublisher<ProductEventType>;
  /** No event is published after it returned false. */
  readonly hasTime: () => boolean;
}

/** The entries of one product that are in memory. One of them is published at a time. */
interface Lane {
  readonly productId: string;
  readonly entries: readonly OutboxEntry[];
  /** Index of the entry that is published next. */
  next: number;
  /** Number of published entries whose outcome is not saved yet. */
  unsaved: number;
}

/**
 * Publishes the backlogs of many products at the same time, each in version order. No product waits for another one, except for
 * its turn if more than `MAX_IN_FLIGHT` have events. Outcomes are saved while other events are published.
 */
export class Lanes {
  /** Products in memory, until the outcomes of their events are saved. */
  readonly busy = new Set<string>();
  readonly outcomes: Outcomes;
  /** Events whose outcome is saved. */
  settled = 0;
  /** Events in memory: those of busy products that are not settled. */
  entries = 0;

  readonly #publisher: EventPublisher<ProductEventType>;
  readonly #hasTime: () => boolean;
  /** Lanes whose next event waits for its turn. */
  readonly #ready: Lane[] = [];
  readonly #errors: unknown[] = [];
  #isClosed = false;
  #inFlight = 0;
  #waiting: { readonly condition: () => boolean; readonly resolve: () => void } | undefined;

  constructor({ outbox, publisher, hasTime }: LanesOptions) {
    this.#publisher = publisher;
    this.#hasTime = hasTime;
    this.outcomes = new Outcomes({
      outbox,
      // If nothing is being published, no more outcomes will come.
      minimum: () => (this.#inFlight === 0 ? 1 : Math.min(WORTH_A_STATEMENT, this.busy.size / 2)),
      onError: (error) => this.fail(error),
    });
  }

  /** Whether more events may be published. Once false, it stays so. */
  get isOpen(): boolean {
    this.#isClosed ||= !this.#hasTime();
    return !this.#isClosed;
  }

  /** Adds products that are not busy. Returns how many of their entries are kept; the others stay in the outbox. */
  add(backlogs: readonly ProductBacklog[]): number {
    const before = this.entries;
    for (const { productId, entries } of backlogs) {
      const most = Math.max(FEW_ENTRIES, Math.floor((MANY_ENTRIES - this.entries) / 2));
      const kept = entries.length > most ? entries.slice(0, most) : entries;
      this.busy.add(productId);
      this.entries += kept.length;
      this.#ready.push({ productId, entries: kept, next: 0, unsaved: 0 });
    }
    const added = this.entries - before;
    this.#publishReady();
    return added;
  }

  /** Resolves when more entries fit into memory, or when more products could be published. */
  untilRoom(): Promise<void> {
    return this.#until(() => this.#isClosed || this.entries < MANY_ENTRIES || this.busy.size < MAX_IN_FLIGHT);
  }

  /** Whether `settled` reached `count`, or no product is busy, or no more are published. */
  hasSettled(count: number): boolean {
    return this.#isClosed || this.settled >= count || this.busy.size === 0;
  }

  untilSettled(count: number): Promise<void> {
    return this.#until(() => this.hasSettled(count));
  }

  /** Publishes no more. `end` throws the error. */
  fail(error: unknown): void {
    this.#errors.push(error);
    this.#isClosed = true;
    this.#check();
  }

  /** Waits for the events that are being published, and saves their outcomes. @throws the first error */
  async end(): Promise<void> {
    this.#isClosed = true;
    await this.#until(() => this.#inFlight === 0);
    await this.outcomes.end();
    if (this.#errors.length > 0) throw this.#errors[0];
  }

  /** Products take turns, so that a long backlog does not delay others. */
  #publishReady(): void {
    while (this.#inFlight < MAX_IN_FLIGHT && this.#ready.length > 0 && this.isOpen)
      this.#publishNext(this.#ready.shift()!);
  }

  #publishNext(lane: Lane): void {
    const entry = lane.entries[lane.next]!;
    lane.next += 1;
    lane.unsaved += 1;
    this.#inFlight += 1;
    this.#publisher.publish(entry.event).then(
      () => this.#published(lane, entry),
      (reason: unknown) => this.#failed(lane, entry, reason),
    );
  }

  #published(lane: Lane, entry: OutboxEntry): void {
    if (lane.next < lane.entries.length) this.#ready.push(lane);
    this.outcomes.accepted(entry, () => this.#saved(lane, 1));
    this.#freeSlot();
  }

  /** Later entries of the product stay in the outbox. */
  #failed(lane: Lane, entry: OutboxEntry, reason: unknown): void {
    const left = lane.entries.length - lane.next;
    lane.next = lane.entries.length;
    this.outcomes.failed(entry, reason, () => this.#saved(lane, 1 + left));
    this.#freeSlot();
  }

  #freeSlot(): void {
    this.#inFlight -= 1;
    this.#publishReady();
    this.outcomes.save();
    this.#check();
  }

  #saved(lane: Lane, entries: number): void {
    this.settled += 1;
    this.entries -= entries;
    lane.unsaved -= 1;
    // Not earlier: a page would show the product's published events again. A failure may be saved before earlier removals.
    if (lane.unsaved === 0 && lane.next === lane.entries.length) this.busy.delete(lane.productId);
    this.#check();
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      // Only the reader waits, for one thing at a time. It gives up waiting for the last one.
      this.#waiting = { condition, resolve };
      this.#check();
    });
  }

  #check(): void {
    if (!this.#waiting?.condition()) return;
    this.#waiting.resolve();
    this.#waiting = undefined;
  }
}
