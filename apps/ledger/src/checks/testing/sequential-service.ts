import { instantOf } from '@product-service/events';
import {
  createProduct,
  deleteProduct,
  DomainError,
  getProduct,
  handlePricingChanged,
  handleStockUpdated,
  patchProduct,
  updateProduct,
  type ProductEvent,
  type VersionedProduct,
} from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';
import type { Fact, PrivateEvent } from '../../history/event.js';
import type { Outcome, ProductRequest } from '../../history/operation.js';

export const PRODUCT_ID = 'LATTE';

const OUTCOMES: Partial<Record<string, Outcome>> = {
  'product/not-found': { kind: 'absent' },
  'product/already-exists': { kind: 'exists' },
  'product/version-mismatch': { kind: 'version-mismatch' },
};

/** The service's own rules, on a database in memory, one request after the other: what a correct history looks like. */
export class SequentialService {
  readonly #database = new InMemoryDatabase();
  readonly #dependencies;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#dependencies = { products: this.#database, now: () => instantOf(new Date(now())) };
  }

  async version(): Promise<number | undefined> {
    return (await this.#database.find(PRODUCT_ID))?.state.version;
  }

  async answer(request: ProductRequest): Promise<Outcome> {
    try {
      return await this.#run(request);
    } catch (error) {
      const outcome = error instanceof DomainError && OUTCOMES[error.code];
      if (outcome) return outcome;
      throw error;
    }
  }

  async apply({ id, time, productId, value }: Fact): Promise<void> {
    const fact = { id, time: instantOf(new Date(time)), headers: {} };
    if (value.kind === 'stock') {
      const data = { productId, stockLevel: value.stockLevel };
      await handleStockUpdated(this.#dependencies)({ ...fact, type: 'product.stockUpdated', data });
    } else {
      const data = { productId, priceBrackets: value.brackets };
      await handlePricingChanged(this.#dependencies)({ ...fact, type: 'product.pricingChanged', data });
    }
  }

  /** All events so far, oldest first. */
  get events(): readonly ProductEvent[] {
    return this.#database.unpublished;
  }

  async #run(request: ProductRequest): Promise<Outcome> {
    const ifVersion =
      'ifVersion' in request && request.ifVersion !== undefined ? [request.ifVersion] : undefined;
    const conditions = { id: PRODUCT_ID, ifVersion };
    switch (request.kind) {
      case 'create': {
        const { name, price } = request;
        return shown(await createProduct(this.#dependencies)({ id: PRODUCT_ID, name, price }));
      }
      case 'update': {
        const { name, price } = request;
        return changed(await updateProduct(this.#dependencies)({ ...conditions, name, price }));
      }
      case 'patch': {
        const patch = { price: request.price };
        return changed(await patchProduct(this.#dependencies)({ ...conditions, patch }));
      }
      case 'delete':
        await deleteProduct(this.#dependencies)(conditions);
        return { kind: 'done' };
      case 'get':
        return shown(await getProduct(this.#dependencies)(PRODUCT_ID));
    }
  }
}

const shown = ({ product, version }: VersionedProduct): Outcome => ({
  kind: 'done',
  product: { ...product, version },
});

const changed = (result: VersionedProduct & { outcome: 'updated' | 'unchanged' }): Outcome =>
  result.outcome === 'updated' ? shown(result) : { kind: 'done' };

/** As the ledger records it. */
export const recordOf = (event: ProductEvent): PrivateEvent => {
  const { id, type, time, data } = event;
  const details = event.type === 'product.productCreated' ? event.data : undefined;
  const change = event.type === 'product.productUpdated' ? event.data : undefined;
  return {
    id,
    // Nobody announces products here.
    type: type as PrivateEvent['type'],
    productId: data.productId,
    sequence: Number(event.sequence),
    time,
    details: change?.new ?? (details && { name: details.name, price: details.price }),
    previous: change?.previous,
  };
};
