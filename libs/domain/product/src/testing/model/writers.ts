import { instantOf, type Instant } from '@product-service/events';
import { DomainError } from '../../domain-error.js';
import type { Change, ProductRepository } from '../../ports/product-repository.js';
import { productIdOf } from '../../product-name.js';
import { createProduct } from '../../use-cases/create-product.js';
import { deleteProduct } from '../../use-cases/delete-product.js';
import { handleStockUpdated } from '../../use-cases/handle-facts.js';
import { updateProduct } from '../../use-cases/update-product.js';
import type { World } from './world.js';
import { fingerprintOf, textOf, WriteModel, type Write, type WriteResult } from './write-model.js';

/** Writers, each in a process of its own, that run the use cases. */
export class Writers {
  readonly #world: World;
  readonly #model = new WriteModel();
  #begun = 0;

  constructor(world: World) {
    this.#world = world;
  }

  begin(drawn: Write): void {
    const number = (this.#begun += 1);
    const [write, writer] = [{ ...drawn, time: number }, `writer ${number}`];
    this.#world.history.push(`${writer} begins: ${textOf(write)}`);
    const { database, calls } = this.#world;
    const send = <T>(work: () => Promise<Change<T>>): Promise<Change<T>> =>
      calls.call(writer, textOf(write), () => this.#checked(write, work), connectionLost);
    const products: ProductRepository = Object.assign(Object.create(database) as ProductRepository, {
      create: (...args: Parameters<ProductRepository['create']>) => send(() => database.create(...args)),
      update: (...args: Parameters<ProductRepository['update']>) => send(() => database.update(...args)),
    });
    void this.#useCase(write, products).catch(() => {});
  }

  /** Does the work, and compares its outcome and its events with the model. */
  async #checked<T>(write: Write, work: () => Promise<Change<T>>): Promise<Change<T>> {
    const { database, ledger } = this.#world;
    const known = new Set(database.unpublished.map(({ id }) => id));
    const change = work();
    const { outcome, version } = await change.then(resultOf, failureOf);
    const events = database.unpublished.filter(({ id }) => !known.has(id));
    const predicted = this.#model.apply(write);
    const actual = `${outcome} ${version} with ${events.length} events`;
    const expected = `${predicted.outcome} ${predicted.version} with ${predicted.hasEvent ? 1 : 0} events`;
    if (actual !== expected) ledger.violations.push(`${textOf(write)}: ${actual}, not ${expected}`);
    for (const event of events) ledger.commit(event);
    return change;
  }

  #useCase(write: Write, products: ProductRepository): Promise<unknown> {
    const { action, name, price, key, time = 0 } = write;
    const now = (): Instant => instantOf(new Date(this.#world.clock));
    const dependencies = { products, now };
    const request = key === undefined ? undefined : { key, fingerprint: fingerprintOf(write) };
    const id = productIdOf(name);
    switch (action) {
      case 'create':
        return createProduct(dependencies)({ name, price, request });
      case 'set price':
        return updateProduct(dependencies)({ id, name, price, request });
      case 'delete':
        return deleteProduct(dependencies)({ id, request });
      case 'fact':
        return handleStockUpdated(dependencies)({
          id: `fact ${time}`,
          // From a clock that is ahead, so that a deletion does not make it outdated.
          time: instantOf(new Date(Date.UTC(2100, 0, 1) + time)),
          type: 'product.stockUpdated',
          data: { productId: id, stockLevel: price },
          headers: {},
        });
    }
  }
}

const connectionLost = (): Error => new Error('connection lost');

const resultOf = ({ outcome, product }: Change<unknown>): WriteResult => ({
  outcome: String(outcome ?? 'deleted'),
  version: product.state.version,
});

const failureOf = (error: unknown): WriteResult => ({
  outcome: error instanceof DomainError ? error.code : String(error),
});
