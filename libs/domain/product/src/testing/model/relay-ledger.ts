import type { Event, ProductEventType } from '@product-service/events';

/** What one run of a relay has asked for and heard. */
export class RelayRun {
  /** Products of which an event is being published. */
  readonly publishing = new Set<string>();
  /** Events whose acceptance, and whose removal, was confirmed to this run. */
  readonly accepted = new Set<string>();
  readonly removed = new Set<string>();
  /** What the outbox had when the run last read it from the start. */
  lastSeen: readonly Event[] = [];
  /** The step of that. */
  lastReadAt = 0;
  hasNudged = false;

  /** @param since number of the step in which it began. */
  constructor(readonly since: number) {}

  reads(outbox: readonly Event[], step: number): void {
    [this.lastSeen, this.lastReadAt] = [outbox, step];
  }
}

interface Committed {
  readonly eventId: string;
  readonly version: number;
}

/**
 * The promises of the relay, compared with what happens, outside of the service. They hold for any number of relays at the same
 * time, because each relay starts a product at the first event that the outbox has, goes on only after the broker accepted
 * that event, and removes only accepted events. So whatever precedes an event in the outbox was accepted before.
 */
export class RelayLedger {
  /** Broken promises. */
  readonly violations: string[] = [];
  /** Events of each product, in the order of their commits. */
  readonly #committed = new Map<string, Committed[]>();
  readonly #accepted = new Set<string>();
  /** Number of events of each product that were accepted, at least once. */
  readonly #acceptedCount = new Map<string, number>();
  /** The parked event of a product, and the step in which it was parked. */
  readonly #parked = new Map<string, Committed & { readonly at: number }>();
  /** The step in which a parked product was last freed. */
  readonly #freedAt = new Map<string, number>();

  commit({ id, subject = '', sequence }: Event): void {
    const events = this.#committed.get(subject) ?? [];
    const version = Number(sequence);
    this.#check(version > (events.at(-1)?.version ?? 0), `${subject} ${sequence} was committed too late`);
    this.#committed.set(subject, [...events, { eventId: id, version }]);
  }

  /** A relay begins to publish an event. */
  publish({ id, subject = '', sequence }: Event<ProductEventType>, run: RelayRun): void {
    const text = `${subject} ${sequence}`;
    this.#check(
      !run.publishing.has(subject),
      `${text} was published together with another event of its product`,
    );
    this.#check(!run.removed.has(id), `${text} was published after its removal`);
    const parked = this.#parked.get(subject);
    this.#check(
      !parked || parked.at > run.since || Number(sequence) < parked.version,
      `${text} was published although version ${parked?.version} was parked before`,
    );
  }

  /** The broker accepted an event, perhaps again. */
  accept({ id, subject = '', sequence }: Event): void {
    const index = this.#committed.get(subject)?.findIndex(({ eventId }) => eventId === id) ?? -1;
    const event = this.#committed.get(subject)?.[index];
    this.#check(
      event?.version === Number(sequence),
      `${subject} ${sequence} was accepted, but never committed`,
    );
    if (this.#accepted.has(id)) return;
    const count = this.#acceptedCount.get(subject) ?? 0;
    this.#check(index === count, `${subject} ${sequence} was accepted as number ${count + 1} of its product`);
    this.#accepted.add(id);
    this.#acceptedCount.set(subject, count + 1);
  }

  /** A relay asks to remove events. */
  remove(eventIds: readonly string[]): void {
    for (const id of eventIds) this.#check(this.#accepted.has(id), `${id} was removed, but never accepted`);
  }

  /** Another relay, which was publishing a parked event meanwhile, may remove it, and goes on with its product. */
  removed(eventIds: readonly string[], step: number): void {
    for (const [subject, { eventId }] of this.#parked)
      if (eventIds.includes(eventId)) this.#free(subject, step);
  }

  park({ id, subject = '', sequence }: Event, step: number): void {
    this.#parked.set(subject, { eventId: id, version: Number(sequence), at: step });
  }

  /** The operator wakes the relay, too. */
  releaseAll(step: number): void {
    for (const subject of this.#parked.keys()) this.#free(subject, step);
  }

  /** A run ends without an error. `outbox` is what the outbox has now. */
  endRun(run: RelayRun, outbox: readonly Event[]): void {
    for (const { id, subject, sequence } of outbox) {
      const text = `${subject} ${sequence}`;
      this.#check(!run.accepted.has(id), `a run ended before it removed ${text}`);
      const isSeen = run.lastSeen.some((event) => event.id === id);
      const isBlocked = this.#parked.has(subject!) || (this.#freedAt.get(subject!) ?? 0) > run.lastReadAt;
      this.#check(
        run.hasNudged || !isSeen || isBlocked,
        `a run ended although ${text} was due, and woke no other`,
      );
    }
  }

  /** Everything has ended: each committed event was accepted. */
  end(): void {
    for (const [subject, events] of this.#committed)
      for (const { eventId, version } of events)
        this.#check(this.#accepted.has(eventId), `${subject} ${version} was committed, but never published`);
  }

  #free(subject: string, step: number): void {
    this.#parked.delete(subject);
    this.#freedAt.set(subject, step);
  }

  #check(holds: boolean, violation: string): void {
    if (!holds) this.violations.push(violation);
  }
}
