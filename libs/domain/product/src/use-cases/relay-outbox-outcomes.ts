import { EventRejectedError } from '@product-service/events';
import type { Outbox, OutboxEntry } from '../ports/outbox.js';
import type { ProductEvent } from '../product.js';
import { inBatches } from './relay-outbox-batches.js';

/** After this many rejections of its content, an event is parked. */
export const MAX_REJECTIONS = 5;
/** Delay before a product is retried after the broker throttled, failed or could not be reached. */
const POSTPONE_SECONDS = 2;

/** An event that was not published in this run. A parked one needs an operator. */
export interface RelayFailure {
  readonly event: ProductEvent;
  readonly outcome: 'postponed' | 'rejected' | 'parked';
  readonly reason: unknown;
}

interface Outcome {
  readonly eventId: string;
  readonly onSaved: () => void;
}

interface Refusal extends Outcome {
  readonly save: () => Promise<void>;
}

export interface OutcomesOptions {
  readonly outbox: Outbox;
  /** How many outcomes are worth a statement. */
  readonly minimum: () => number;
  readonly onError: (error: unknown) => void;
}

/** Saves what the broker answered, many answers in one statement. `onSaved` is called for each, also after an error. */
export class Outcomes {
  readonly failures = new Map<string, RelayFailure>();
  /** Events that the broker accepted. */
  published = 0;

  readonly #outbox: Outbox;
  readonly #minimum: () => number;
  readonly #removals;
  readonly #postponements;
  readonly #refusals;
  readonly #batches;

  constructor({ outbox, minimum, onError }: OutcomesOptions) {
    const saving = <Item extends Outcome>(save: (items: readonly Item[]) => Promise<void>) =>
      inBatches<Item>(async (items) => {
        await save(items).catch(onError);
        for (const { onSaved } of items) onSaved();
      }, minimum);
    this.#outbox = outbox;
    this.#minimum = minimum;
    this.#removals = saving<Outcome>((items) => outbox.remove(idsOf(items)));
    this.#postponements = saving<Outcome>((items) => outbox.postpone(idsOf(items), POSTPONE_SECONDS));
    this.#refusals = saving<Refusal>(async (items) => {
      for (const { save } of items) await save();
    });
    this.#batches = [this.#removals, this.#postponements, this.#refusals];
  }

  accepted({ event }: OutboxEntry, onSaved: () => void): void {
    this.published += 1;
    this.failures.delete(event.id);
    this.#removals.add({ eventId: event.id, onSaved });
  }

  /** Only rejections of the event's content count towards parking. */
  failed({ event, rejections }: OutboxEntry, reason: unknown, onSaved: () => void): void {
    const eventId = event.id;
    const outcome = outcomeOf(reason, rejections);
    this.failures.set(eventId, { event, outcome, reason });
    if (outcome === 'postponed') return this.#postponements.add({ eventId, onSaved });
    const save = () =>
      outcome === 'parked'
        ? this.#outbox.park(eventId, String(reason))
        : this.#outbox.reject(eventId, String(reason), 2 ** rejections);
    this.#refusals.add({ eventId, onSaved, save });
  }

  /** Saves the outcomes that wait, if there are enough of them. */
  save(minimum = this.#minimum()): void {
    for (const batches of this.#batches) batches.start(minimum);
  }

  /** Saves all outcomes, and waits for it. */
  async end(): Promise<void> {
    for (const batches of this.#batches) await batches.end();
  }
}

const idsOf = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ eventId }) => eventId);

const outcomeOf = (reason: unknown, rejections: number): RelayFailure['outcome'] => {
  if (!(reason instanceof EventRejectedError)) return 'postponed';
  return rejections + 1 < MAX_REJECTIONS ? 'rejected' : 'parked';
};
