import {
  EventNotAcceptedError,
  EventRejectedError,
  type Event,
  type EventPublisher,
  type ProductEventType,
} from '@product-service/events';
import type { Outbox } from '../../ports/outbox.js';
import { relayOutbox } from '../../use-cases/relay-outbox.js';
import { RelayRun } from './relay-ledger.js';
import type { World } from './world.js';

export type RelayName = 'relay A' | 'relay B';

/** A process that relays. It keeps its place in the outbox from run to run. */
export class ModelRelay {
  hasTime = true;
  #run: RelayRun | undefined;
  readonly #world: World;
  readonly #relay: (hasTime: () => boolean) => Promise<unknown>;

  /** @param pageSize entries that a read of the outbox shows at most. */
  constructor(
    readonly name: RelayName,
    world: World,
    readonly pageSize: number,
  ) {
    this.#world = world;
    this.#relay = relayOutbox({
      outbox: this.#outbox(),
      publisher: this.#publisher(),
      nudge: async () => {
        if (this.#run) this.#run.hasNudged = true;
      },
      pause: () => world.calls.call(name, 'pauses', async () => void (world.clock += 1_000)),
    });
  }

  /** Does nothing if it runs. */
  start(): void {
    if (this.#run) return;
    const { history, ledger, database } = this.#world;
    const run = new RelayRun(history.push(`${this.name} starts`));
    this.#run = run;
    this.hasTime = true;
    const end = (how: string): void => {
      history.push(`${this.name} ${how}`);
      this.#run = undefined;
    };
    this.#relay(() => this.hasTime).then(
      () => {
        ledger.endRun(run, database.unpublished);
        end('ends');
      },
      () => end('fails'),
    );
  }

  #outbox(): Outbox {
    const { calls, database, history, ledger } = this.#world;
    const ask = <T>(text: string, work: () => Promise<T>): Promise<T> =>
      calls.call(this.name, text, work, () => new Error('connection lost'));
    const find = (id: string): Event | undefined => database.unpublished.find((event) => event.id === id);
    const named = (ids: readonly string[]): string => ids.map((id) => textOf(find(id)) ?? id).join(', ');
    return {
      due: (limit, after) => {
        const run = this.#run;
        return ask(`reads the outbox after ${after}`, () => {
          if (after === undefined) run?.reads(database.unpublished, history.length);
          return database.due(Math.min(limit, this.pageSize), after);
        });
      },
      remove: async (ids) => {
        ledger.remove(ids);
        await ask(`removes ${named(ids)}`, () => {
          ledger.removed(ids, history.length);
          return database.remove(ids);
        });
        for (const id of ids) this.#run?.removed.add(id);
      },
      postpone: (ids, seconds) => ask(`postpones ${named(ids)}`, () => database.postpone(ids, seconds)),
      reject: (id, reason, seconds) =>
        ask(`counts a rejection of ${named([id])}`, () => database.reject(id, reason, seconds)),
      park: (id) =>
        ask(`parks ${named([id])}`, async () => {
          const event = find(id);
          if (event) ledger.park(event, history.length);
          await database.park(id);
        }),
    };
  }

  #publisher(): EventPublisher<ProductEventType> {
    const { calls, ledger, refused } = this.#world;
    const errorOf = (isRefused: boolean): Error =>
      isRefused ? new EventRejectedError('refused') : new EventNotAcceptedError('no answer');
    return {
      publish: async (event) => {
        const [run, product] = [this.#run!, event.subject!];
        ledger.publish(event, run);
        run.publishing.add(product);
        const accept = async (): Promise<void> => {
          if (refused.has(product)) throw errorOf(true);
          ledger.accept(event);
        };
        const answer = calls.call(this.name, `publishes ${textOf(event)}`, accept, errorOf);
        await answer.finally(() => run.publishing.delete(product));
        run.accepted.add(event.id);
      },
    };
  }
}

const textOf = (event: Event | undefined): string | undefined =>
  event && `${event.subject} ${event.sequence}`;
