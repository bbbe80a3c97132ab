import {
  checkPublicEvents,
  PUBLIC_VERSIONS,
  type PrivateEvent,
  type PublicEvent,
  type PublicVersion,
} from '@product-service/ledger';

/** Breaks that are remembered, of each kind. */
const MOST = 20;

export interface Delivery {
  /** The events whose public events did not all come yet. */
  readonly undelivered: readonly PrivateEvent[];
  /** What shows that public events differ from their event. */
  readonly disagreements: readonly string[];
}

/** Which public events came of each event of a product. Compares each event once, when both of its public events are there. */
export class Deliveries {
  /** What shows that one event has two ids. */
  readonly severalIds: string[] = [];

  /** By sequence: not compared yet. */
  readonly #open = new Map<number, PrivateEvent>();
  readonly #publicEvents = new Map<string, PublicEvent>();
  readonly #disagreements: string[] = [];

  /** Adds the first event of its sequence. */
  addEvent(event: PrivateEvent): void {
    this.#open.set(event.sequence, event);
  }

  /** Adds an event whose id is new. */
  addPublicEvent(event: PublicEvent): void {
    const key = keyOf(event.sequence, event.type);
    const known = this.#publicEvents.get(key);
    if (!known) this.#publicEvents.set(key, event);
    else if (this.severalIds.length < MOST)
      this.severalIds.push(`${event.type} ${event.sequence} has the ids ${known.id} and ${event.id}.`);
  }

  /** @param versions those that are switched on */
  check(versions: readonly PublicVersion[]): Delivery {
    for (const event of this.#open.values()) {
      const texts = this.#compare(event, PUBLIC_VERSIONS);
      if (!texts) continue;
      this.#open.delete(event.sequence);
      if (this.#disagreements.length < MOST) this.#disagreements.push(...texts);
    }
    const compared = [...this.#open.values()].map((event) => ({
      event,
      texts: this.#compare(event, versions),
    }));
    return {
      undelivered: compared.flatMap(({ event, texts }) => (texts ? [] : [event])),
      disagreements: [...this.#disagreements, ...compared.flatMap(({ texts }) => texts ?? [])],
    };
  }

  /** Forgets the events with other sequences. */
  keep(sequences: ReadonlySet<number>): void {
    for (const sequence of this.#open.keys()) if (!sequences.has(sequence)) this.#open.delete(sequence);
    for (const [key, { sequence }] of this.#publicEvents)
      if (!sequences.has(sequence)) this.#publicEvents.delete(key);
  }

  get size(): number {
    return this.#publicEvents.size;
  }

  /** How its public events differ from the event. Undefined: one is missing. */
  #compare(event: PrivateEvent, versions: readonly PublicVersion[]): string[] | undefined {
    const found = versions.flatMap(
      (version) => this.#publicEvents.get(keyOf(event.sequence, `${event.type}.${version}`)) ?? [],
    );
    return found.length < versions.length
      ? undefined
      : checkPublicEvents([event], found, versions).map(({ text }) => text);
  }
}

const keyOf = (sequence: number, type: string): string => `${sequence} ${type}`;
