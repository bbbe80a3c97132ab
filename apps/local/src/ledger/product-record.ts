import { checkRepeats, combined, type PrivateEvent, type PublicEvent } from '@product-service/ledger';
import { Deliveries } from './deliveries.js';
import { RecordedOperation } from './recorded-operation.js';
import type { SeenOperation } from './read-exchange.js';

/** How many operations, and how many events, are kept of a product. Twice as many before the oldest are forgotten. */
const KEPT = 50;

/** What the ledger knows about one product. Only the newest is kept. */
export class ProductRecord {
  /** In the order in which they were answered. */
  operations: RecordedOperation[] = [];
  /** Without repeats, in the order in which SNS accepted them. */
  events: PrivateEvent[] = [];
  readonly deliveries = new Deliveries();
  /** Number of events that came more than once. */
  repeated = 0;
  /** Repeats that differ from what they repeat. */
  readonly differentRepeats: string[] = [];
  /** Events with this sequence or a lower one are forgotten: one that comes is a repeat. */
  forgottenUntil = 0;
  /** All operations and events since the product did not exist are kept. */
  isWhole: boolean;
  /** The event of version 1. */
  creation: PrivateEvent | undefined;

  readonly #byKey = new Map<string, RecordedOperation>();
  readonly #byEventId = new Map<
    string,
    { readonly event: PrivateEvent | PublicEvent; isRepeated: boolean }
  >();

  /**
   * @param isNew the product is known not to have existed before
   * @param watchedFrom changes of requests that began before may have been published unseen
   */
  constructor(
    isNew: boolean,
    readonly watchedFrom: number,
  ) {
    this.isWhole = isNew;
  }

  /** The highest version that an answer told before this time. */
  highestBefore(time: number): number {
    const versions = this.operations.flatMap(({ to, version }) => (to < time && version ? [version] : []));
    return Math.max(0, ...versions);
  }

  /** Repeats with the same idempotency key are one operation. */
  addOperation(id: number, seen: SeenOperation): void {
    const earlier = seen.key === undefined ? undefined : this.#byKey.get(seen.key);
    if (earlier) {
      earlier.learn(combined(earlier.outcome, seen.outcome), seen.to);
      return;
    }
    const operation = new RecordedOperation(id, seen);
    if (seen.key !== undefined) {
      // The key may be older than the record: then the answer shows what the product was at that time.
      const isOld = operation.version && operation.version <= this.highestBefore(seen.from);
      if (isOld && !this.isWhole) return;
      this.#byKey.set(seen.key, operation);
    }
    this.operations.push(operation);
  }

  addEvent(event: PrivateEvent): void {
    if (!this.#isNew(event)) return;
    this.deliveries.addEvent(event);
    this.events.push(event);
    if (event.sequence === 1) this.creation ??= event;
  }

  addPublicEvent(event: PublicEvent): void {
    if (this.#isNew(event)) this.deliveries.addPublicEvent(event);
  }

  #isNew(event: PrivateEvent | PublicEvent): boolean {
    if (event.sequence <= this.forgottenUntil) return false;
    const known = this.#byEventId.get(event.id);
    if (!known) {
      this.#byEventId.set(event.id, { event, isRepeated: false });
      return true;
    }
    if (!known.isRepeated) this.repeated += 1;
    known.isRepeated = true;
    this.differentRepeats.push(...checkRepeats([known.event, event]).map(({ text }) => text));
    this.differentRepeats.splice(KEPT);
    return false;
  }

  get isFull(): boolean {
    const { operations, events, deliveries } = this;
    // Each event has at most two public ones. Others are strange, and bounded.
    return operations.length >= 2 * KEPT || events.length >= 2 * KEPT || deliveries.size >= 6 * KEPT;
  }

  /** Forgets the oldest. Returns the operations that are forgotten. */
  shorten(): RecordedOperation[] {
    this.isWhole = false;
    const sequences = this.events.map(({ sequence }) => sequence).sort((a, b) => a - b);
    this.forgottenUntil = Math.max(this.forgottenUntil, sequences.at(-KEPT - 1) ?? 0);
    const kept = new Set(sequences.filter((sequence) => sequence > this.forgottenUntil));
    const isKept = ({ sequence }: { readonly sequence: number }) => kept.has(sequence);
    this.events = this.events.filter(isKept);
    this.deliveries.keep(kept);
    for (const [id, { event }] of this.#byEventId) if (!isKept(event)) this.#byEventId.delete(id);
    const surplus = this.operations.length - KEPT;
    const { true: left = [], false: others = [] } = Object.groupBy(
      this.operations,
      ({ version = Infinity }) => String(version <= this.forgottenUntil),
    );
    left.push(...others.splice(0, Math.max(0, surplus - left.length)));
    this.operations = others;
    for (const { key } of left) if (key !== undefined) this.#byKey.delete(key);
    return left;
  }
}
