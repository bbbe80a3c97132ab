import {
  EventNotAcceptedError,
  EventRejectedError,
  instantOf,
  type Event,
  type Instant,
  type ProductEventType,
} from '@product-service/events';
import { DomainError } from '../../domain-error.js';
import type { Outbox } from '../../ports/outbox.js';
import type { ProductRepository } from '../../ports/product-repository.js';
import { productIdOf } from '../../product-name.js';
import { createProduct } from '../../use-cases/create-product.js';
import { deleteProduct } from '../../use-cases/delete-product.js';
import { handleStockUpdated } from '../../use-cases/handle-facts.js';
import { relayOutbox } from '../../use-cases/relay-outbox.js';
import { updateProduct } from '../../use-cases/update-product.js';
import { InMemoryDatabase } from '../in-memory-database.js';
import { PendingCalls, turn, type Ending } from './pending-calls.js';
import { RelayLedger, type RelayRun } from './relay-ledger.js';
import { fingerprintOf, textOf, WriteModel, type Write, type WriteResult } from './write-model.js';

export type RelayName = 'relay A' | 'relay B';

/** A process that relays. It keeps its place in the outbox from run to run. */
interface Relay {
  readonly start: (hasTime: () => boolean) => Promise<unknown>;
  run: RelayRun | undefined;
  hasTime: boolean;
}

/** More replies than any relay needs to empty its outbox. */
const ENOUGH_REPLIES = 5_000;

/**
 * The use cases and two relays over one in-memory database. Every call over the network waits in `calls`, until the test says how
 * it ends. Two relays may run at the same time: a frozen relay still does so when SQS has let the next one begin.
 */
export class RelaySystem {
  /** What happened, one step a line. */
  readonly history: string[] = [];
  readonly ledger = new RelayLedger();
  readonly calls = new PendingCalls((text) => this.history.push(text));
  readonly #database = new InMemoryDatabase(() => this.#clock);
  readonly #model = new WriteModel();
  readonly #relays = new Map<RelayName, Relay>();
  readonly #poisoned = new Set<string>();
  #clock = 0;
  #writers = 0;

  /** @param pageSize entries that a read of the outbox shows at most. */
  constructor(readonly pageSize: number) {}

  /** Saves a product with this many events. */
  async fill(name: string, events: number): Promise<void> {
    for (let price = 1; price <= events; price += 1) {
      await this.write({ action: price === 1 ? 'create' : 'set price', name, price });
      await this.goOn(1);
    }
  }

  async write(drawn: Write): Promise<void> {
    const time = (this.#writers += 1);
    const [write, caller] = [{ ...drawn, time }, `writer ${time}`];
    this.history.push(`${caller} begins: ${textOf(write)}`);
    const send: Pick<ProductRepository, 'create' | 'update'> = {
      create: (...args) => this.#send(caller, write, () => this.#database.create(...args)),
      update: (...args) => this.#send(caller, write, () => this.#database.update(...args)),
    };
    const products = Object.assign(Object.create(this.#database) as ProductRepository, send);
    void this.#useCase(write, products, caller).catch(() => {});
    await turn();
  }

  async startRelay(name: RelayName): Promise<void> {
    const relay = this.#relays.get(name) ?? this.#newRelay(name);
    if (relay.run) return;
    this.history.push(`${name} starts`);
    Object.assign(relay, { hasTime: true, run: this.#newRun() });
    const end = () => {
      this.history.push(`${name} ends`);
      relay.run = undefined;
    };
    relay.start(() => relay.hasTime).then(end, end);
    await turn();
  }

  kill(name: RelayName): void {
    this.history.push(`${name} is killed`);
    this.calls.abandon(name);
    this.#relays.delete(name);
  }

  endTime(name: RelayName): void {
    this.history.push(`${name} has no more time`);
    const relay = this.#relays.get(name);
    if (relay) relay.hasTime = false;
  }

  pass(seconds: number): void {
    this.history.push(`${seconds} s pass`);
    this.#clock += seconds * 1000;
  }

  /** The broker refuses the content of this product's events, until it is healed. */
  poison(name: string): void {
    this.history.push(`the broker refuses ${name}`);
    this.#poisoned.add(productIdOf(name));
  }

  heal(): void {
    this.history.push('the broker refuses nothing');
    this.#poisoned.clear();
  }

  async releaseParked(): Promise<void> {
    this.history.push('the operator releases what is parked');
    this.ledger.releaseAll();
    for (const { id } of this.#database.unpublished) await this.#database.release(id);
  }

  async reply(index: number, ending: Ending): Promise<void> {
    if (this.calls.size > 0) await this.calls.end(index, ending);
  }

  /** The next calls succeed, in the order in which they were made. */
  async goOn(replies: number): Promise<void> {
    for (let left = replies; left > 0 && this.calls.size > 0; left -= 1) await this.calls.end(0, 'done');
  }

  /** No more faults: what is under way ends, the operator releases what is parked, and one more relay runs. */
  async settle(): Promise<void> {
    this.heal();
    await this.goOn(ENOUGH_REPLIES);
    await this.releaseParked();
    await this.startRelay('relay A');
    await this.goOn(ENOUGH_REPLIES);
    if (this.calls.size > 0) this.ledger.violations.push('the relay never ends');
    const left = this.#database.unpublished.map(({ subject, sequence }) => `${subject} ${sequence}`);
    if (left.length > 0) this.ledger.violations.push(`the outbox still has ${left.join(', ')}`);
    this.ledger.end();
  }

  #newRun(): RelayRun {
    return { since: this.history.length, publishing: new Set(), removed: new Set() };
  }

  #now = (): Instant => instantOf(new Date(this.#clock));

  #send<T extends { readonly outcome: unknown; readonly product: { readonly state: { version: number } } }>(
    caller: string,
    write: Write,
    work: () => Promise<T>,
  ): Promise<T> {
    const checked = async (): Promise<T> => {
      const known = new Set(this.#database.unpublished.map(({ id }) => id));
      const change = work();
      const result = await change.then(
        ({ outcome, product }) => ({ outcome: String(outcome ?? 'deleted'), version: product.state.version }),
        (error: unknown): WriteResult => ({
          outcome: error instanceof DomainError ? error.code : String(error),
        }),
      );
      const events = this.#database.unpublished.filter(({ id }) => !known.has(id));
      const { hasEvent, ...predicted } = this.#model.apply(write);
      const actual = `${result.outcome} ${result.version} with ${events.length} events`;
      const expected = `${predicted.outcome} ${predicted.version} with ${hasEvent ? 1 : 0} events`;
      if (actual !== expected) this.ledger.violations.push(`${textOf(write)}: ${actual}, not ${expected}`);
      for (const event of events) this.ledger.commit(event);
      return change;
    };
    return this.calls.call(caller, textOf(write), checked, () => new Error('connection lost'));
  }

  #useCase(write: Write, products: ProductRepository, caller: string): Promise<unknown> {
    const { action, name, price, key, time = 0 } = write;
    const dependencies = { products, now: this.#now };
    const request = key === undefined ? undefined : { key, fingerprint: fingerprintOf(write) };
    const id = productIdOf(name);
    switch (action) {
      case 'create':
        return createProduct(dependencies)({ name, price, request });
      case 'set price':
        return updateProduct(dependencies)({ id, name, price, request });
      case 'delete':
        return deleteProduct(dependencies)({ id, request });
      case 'fact': {
        // From a clock that is ahead, so that a deletion does not make it outdated.
        const at = instantOf(new Date(Date.UTC(2100, 0, 1) + time));
        const data = { productId: id, stockLevel: price };
        return handleStockUpdated(dependencies)({
          id: caller,
          time: at,
          type: 'product.stockUpdated',
          data,
          headers: {},
        });
      }
    }
  }

  #newRelay(name: RelayName): Relay {
    const lost = () => new Error('connection lost');
    const ask = <T>(text: string, work: () => Promise<T>) => this.calls.call(name, text, work, lost);
    const database = this.#database;
    const named = (ids: readonly string[]) =>
      ids
        .map((id) =>
          textOfEvent(
            database.unpublished.find((event) => event.id === id),
            id,
          ),
        )
        .join(', ');
    const outbox: Outbox = {
      due: (limit, after) =>
        ask(`reads the outbox after ${after}`, () => database.due(Math.min(limit, this.pageSize), after)),
      remove: async (ids) => {
        this.ledger.remove(ids);
        await ask(`removes ${named(ids)}`, () => {
          this.ledger.removed(ids);
          return database.remove(ids);
        });
        for (const id of ids) relay.run?.removed.add(id);
      },
      postpone: (ids, seconds) => ask(`postpones ${named(ids)}`, () => database.postpone(ids, seconds)),
      reject: (id, reason, seconds) =>
        ask(`counts a rejection of ${named([id])}`, () => database.reject(id, reason, seconds)),
      park: (id) =>
        ask(`parks ${named([id])}`, async () => {
          const event = database.unpublished.find((it) => it.id === id);
          if (event) this.ledger.park(event, this.history.length);
          await database.park(id);
        }),
    };
    const publish = async (event: Event<ProductEventType>): Promise<void> => {
      const { run = this.#newRun() } = relay;
      this.ledger.publish(event, run);
      run.publishing.add(event.subject!);
      const errorOf = (isRefused: boolean) =>
        isRefused ? new EventRejectedError('refused') : new EventNotAcceptedError('no answer');
      const accept = async () => {
        if (this.#poisoned.has(event.subject!)) throw errorOf(true);
        this.ledger.accept(event);
      };
      await this.calls
        .call(name, `publishes ${textOfEvent(event)}`, accept, errorOf)
        .finally(() => run.publishing.delete(event.subject!));
    };
    const pause = () => this.calls.call(name, 'pauses', async () => void (this.#clock += 1_000));
    const start = relayOutbox({ outbox, publisher: { publish }, nudge: async () => {}, pause });
    const relay: Relay = { start, run: undefined, hasTime: true };
    this.#relays.set(name, relay);
    return relay;
  }
}

const textOfEvent = (event: Event | undefined, id = ''): string =>
  event ? `${event.subject} ${event.sequence}` : id;
