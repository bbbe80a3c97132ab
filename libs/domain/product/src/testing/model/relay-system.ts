import { productIdOf } from '../../product-name.js';
import { turn, type Ending } from './pending-calls.js';
import { ModelRelay, type RelayName } from './relays.js';
import { World } from './world.js';
import type { Write } from './write-model.js';
import { Writers } from './writers.js';

/** More replies than any relay needs to empty its outbox. */
const ENOUGH_REPLIES = 5_000;

/**
 * The use cases and two relays over one in-memory database. A test decides how each call over the network ends. Two relays may run
 * at the same time: a frozen relay still does so when SQS has let the next one begin.
 */
export class RelaySystem {
  readonly #world = new World();
  readonly #writers = new Writers(this.#world);
  readonly #relays = new Map<RelayName, ModelRelay>();

  /** @param pageSize entries that a read of the outbox shows at most. */
  constructor(readonly pageSize: number) {}

  get history(): readonly string[] {
    return this.#world.history;
  }

  get violations(): readonly string[] {
    return this.#world.ledger.violations;
  }

  /** Saves a product with this many events. */
  async fill(name: string, events: number): Promise<void> {
    for (let price = 1; price <= events; price += 1) {
      await this.write({ action: price === 1 ? 'create' : 'set price', name, price });
      await this.goOn(1);
    }
  }

  async write(write: Write): Promise<void> {
    this.#writers.begin(write);
    await turn();
  }

  async startRelay(name: RelayName): Promise<void> {
    const relay = this.#relays.get(name) ?? new ModelRelay(name, this.#world, this.pageSize);
    this.#relays.set(name, relay);
    relay.start();
    await turn();
  }

  kill(name: RelayName): void {
    this.#happens(`${name} is killed`);
    this.#world.calls.abandon(name);
    this.#relays.delete(name);
  }

  endTime(name: RelayName): void {
    this.#happens(`${name} has no more time`);
    const relay = this.#relays.get(name);
    if (relay) relay.hasTime = false;
  }

  pass(seconds: number): void {
    this.#happens(`${seconds} s pass`);
    this.#world.clock += seconds * 1000;
  }

  /** The broker refuses the content of this product's events, until `acceptAll`. */
  refuse(name: string): void {
    this.#happens(`the broker refuses ${name}`);
    this.#world.refused.add(productIdOf(name));
  }

  acceptAll(): void {
    this.#happens('the broker refuses nothing');
    this.#world.refused.clear();
  }

  async releaseParked(): Promise<void> {
    const { database, ledger, history } = this.#world;
    this.#happens('the operator releases what is parked');
    ledger.releaseAll(history.length);
    for (const { id } of database.unpublished) await database.release(id);
  }

  /** Ends the `index`th call, counted in a circle. */
  async reply(index: number, ending: Ending): Promise<void> {
    const { calls } = this.#world;
    if (calls.size > 0) await calls.end(index, ending);
  }

  /** The next calls succeed, in the order in which they were made. */
  async goOn(replies: number): Promise<void> {
    const { calls } = this.#world;
    for (let left = replies; left > 0 && calls.size > 0; left -= 1) await calls.end(0, 'done');
  }

  /** No more faults: what is under way ends, the operator releases what is parked, and one more relay runs. */
  async settle(): Promise<void> {
    const { calls, database, ledger } = this.#world;
    this.acceptAll();
    await this.goOn(ENOUGH_REPLIES);
    await this.releaseParked();
    await this.startRelay('relay A');
    await this.goOn(ENOUGH_REPLIES);
    const left = database.unpublished.map(({ subject, sequence }) => `${subject} ${sequence}`);
    if (calls.size > 0) ledger.violations.push('the relay never ends');
    if (left.length > 0) ledger.violations.push(`the outbox still has ${left.join(', ')}`);
    ledger.end();
  }

  #happens(text: string): void {
    this.#world.history.push(text);
  }
}
