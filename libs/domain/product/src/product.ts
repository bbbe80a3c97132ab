import {
  compareInstants,
  instantOf,
  toMilliseconds,
  type AnyEvent,
  type Event,
  type EventCatalogue,
  type Instant,
  type PriceBracket,
  type ProductDetails,
  type ProductEventType,
} from '@product-service/events';
import { DomainError, productNotFound } from './domain-error.js';
import { isNewer, type FactMark } from './fact-mark.js';
import { checkPriceBrackets } from './price-brackets.js';
import { checkDetails, detailsOf, sameDetails, type KeptDetails } from './product-details.js';
import { normalizeName, productIdOf } from './product-name.js';

/** All there is to a product: what a repository stores. */
export interface ProductState extends KeptDetails {
  readonly id: string;
  readonly stockLevel: number;
  /** By ascending quantity; empty until pricing has been calculated. */
  readonly priceBrackets: readonly PriceBracket[];
  /** 1 when created, raised by every change, never used twice: not even by a later product of the same id. */
  readonly version: number;
  /** Later with every change. */
  readonly updatedAt: Instant;
  /** A deleted product leaves its id, version and marks behind: a tombstone. */
  readonly deletedAt?: Instant | undefined;
  readonly pricingAsOf?: FactMark | undefined;
  readonly stockAsOf?: FactMark | undefined;
}

/** A new product: nobody has found out anything about it yet. */
const NO_FACTS = { stockLevel: 0, priceBrackets: [] } as const satisfies Partial<ProductState>;

/** What a product records about itself; the repository adds id and headers when it saves. */
export type RecordedEvent<T extends ProductEventType = ProductEventType> = {
  [K in T]: Omit<Event<K>, 'id' | 'headers'>;
}[T];
export type ProductEvent = AnyEvent<ProductEventType>;

/**
 * A product of the catalogue: the aggregate. Every method either changes it by the rules and raises its version,
 * or leaves it as it was. `now` is when the change happens.
 */
export class Product {
  readonly #events: RecordedEvent[] = [];
  #state: ProductState;

  private constructor(state: ProductState) {
    this.#state = state;
  }

  /** A product that was not there before. @throws DomainError product/invalid-name, product/invalid-price */
  static create(details: ProductDetails, now: Instant): Product {
    const kept = checkDetails(details);
    const id = productIdOf(kept.name);
    const product = new Product({ id, ...kept, ...NO_FACTS, version: 1, updatedAt: now });
    product.#record('product.productCreated', { productId: id, ...kept });
    return product;
  }

  /** A product as it was stored. */
  static restore(state: ProductState): Product {
    return new Product(state);
  }

  get state(): ProductState {
    return this.#state;
  }

  get isDeleted(): boolean {
    return this.#state.deletedAt !== undefined;
  }

  /**
   * Creates the product whose id this one has or had. A deleted one comes back anew: versions and marks go on,
   * nothing else. A living one stays as it is, if it is the very same.
   * @throws DomainError product/already-exists
   */
  createAgain(details: ProductDetails, now: Instant): 'created' | 'already-exists' {
    const kept = checkDetails(details);
    if (!this.isDeleted) {
      const current = { ...this.#state, name: normalizeName(this.#state.name) };
      if (sameDetails(kept, current)) return 'already-exists';
      throw new DomainError(
        'product/already-exists',
        `The product id ${this.#state.id} belongs to "${this.#state.name}": choose another name, or update that product.`,
      );
    }
    this.#change({ ...kept, ...NO_FACTS, deletedAt: undefined }, now);
    this.#record('product.productCreated', { productId: this.#state.id, ...kept });
    return 'created';
  }

  /** Renaming keeps the id. @throws DomainError product/not-found, product/invalid-name, product/invalid-price */
  changeDetails(details: ProductDetails, now: Instant): 'updated' | 'unchanged' {
    this.#checkNotDeleted();
    const kept = checkDetails(details);
    const previous = detailsOf(this.#state);
    if (sameDetails(kept, previous)) return 'unchanged';
    this.#change(kept, now);
    this.#record('product.productUpdated', { productId: this.#state.id, previous, new: kept });
    return 'updated';
  }

  /** @throws DomainError product/not-found */
  delete(now: Instant): void {
    this.#checkNotDeleted();
    this.#change({}, now);
    // What was true before the deletion is nothing to a later product of the same id. Creating that one moves no mark:
    // a producer's clock may be behind ours, and its first facts about the new product look older than it.
    const deletion = { time: this.#state.updatedAt, eventId: '' };
    const { pricingAsOf, stockAsOf } = this.#state;
    this.#state = {
      ...this.#state,
      deletedAt: deletion.time,
      pricingAsOf: isNewer(deletion, pricingAsOf) ? deletion : pricingAsOf,
      stockAsOf: isNewer(deletion, stockAsOf) ? deletion : stockAsOf,
    };
    this.#record('product.productDeleted', { productId: this.#state.id });
  }

  /** Replaces the whole ladder, unless it knows a newer one. @throws DomainError product/invalid-price-brackets */
  applyPricing(brackets: readonly PriceBracket[], asOf: FactMark, now: Instant): 'applied' | 'outdated' {
    this.#checkNotDeleted();
    const priceBrackets = checkPriceBrackets(brackets);
    if (!isNewer(asOf, this.#state.pricingAsOf)) return 'outdated';
    this.#change({ priceBrackets, pricingAsOf: asOf }, now);
    return 'applied';
  }

  /** Takes over the level, unless it knows a newer one. @throws DomainError product/invalid-stock-level */
  applyStock(stockLevel: number, asOf: FactMark, now: Instant): 'applied' | 'outdated' {
    this.#checkNotDeleted();
    if (!Number.isFinite(stockLevel)) {
      throw new DomainError('product/invalid-stock-level', 'stockLevel must be a number');
    }
    if (!isNewer(asOf, this.#state.stockAsOf)) return 'outdated';
    this.#change({ stockLevel, stockAsOf: asOf }, now);
    return 'applied';
  }

  /** The events recorded since the last call, oldest first. */
  pullEvents(): RecordedEvent[] {
    return this.#events.splice(0);
  }

  #checkNotDeleted(): void {
    if (this.isDeleted) throw productNotFound();
  }

  #change(change: Partial<ProductState>, now: Instant): void {
    const { version, updatedAt } = this.#state;
    this.#state = { ...this.#state, ...change, version: version + 1, updatedAt: laterThan(updatedAt, now) };
  }

  #record<T extends ProductEventType>(type: T, data: EventCatalogue[T]): void {
    const { id, version, updatedAt } = this.#state;
    this.#events.push({
      type,
      time: updatedAt,
      subject: id,
      sequence: String(version),
      data,
    } as RecordedEvent);
  }
}

/** `now`, or just after `previous` where a clock went back: the outbox is read in the order of these times. */
const laterThan = (previous: Instant, now: Instant): Instant =>
  compareInstants(now, previous) > 0 ? now : instantOf(new Date(toMilliseconds(previous) + 1));
