import {
  compareInstants,
  instantOf,
  toMilliseconds,
  type AnyEvent,
  type Event,
  type EveryField,
  type EventCatalogue,
  type Instant,
  type PriceBracket,
  type ProductDetails,
  type ProductEventType,
} from '@product-service/events';
import { DomainError, productNotFound, VersionMismatchError } from './domain-error.js';
import { advanceMarks, isNewer, type FactMark, type FactMarks } from './fact-mark.js';
import { checkPriceBrackets } from './price-brackets.js';
import {
  checkDetails,
  detailsOf,
  patchDetails,
  sameDetails,
  type DetailsPatch,
  type KeptDetails,
} from './product-details.js';
import { newProductId } from './product-id.js';
import { normalizeName } from './product-name.js';

/** Values that facts of other services set. */
interface FactValues {
  readonly stockLevel: number;
  /** Sorted by ascending quantity; empty until pricing has been calculated. */
  readonly priceBrackets: readonly PriceBracket[];
}

/** The complete state of a product, as a repository stores it. */
export interface ProductState extends KeptDetails, FactValues, FactMarks {
  readonly id: string;
  /** 1 when created, incremented by every change. Never reused, not even by a later product with the same id. */
  readonly version: number;
  /** Increases with every change. */
  readonly updatedAt: Instant;
  /** Set in a tombstone: a deleted product keeps its id, version and marks. */
  readonly deletedAt?: Instant | undefined;
}

/** Initial values. A product that is created again starts with them too, because old facts must not appear. */
const NO_FACTS: EveryField<FactValues> = { stockLevel: 0, priceBrackets: [] };

/** An event recorded by the aggregate. The repository adds id and headers when it saves it. */
export type RecordedEvent<T extends ProductEventType = ProductEventType> = {
  [K in T]: Omit<Event<K>, 'id' | 'headers'>;
}[T];
export type ProductEvent = AnyEvent<ProductEventType>;

/**
 * The aggregate: a product of the catalogue. Each method either changes the product and increments its version, or
 * leaves it unchanged. `now` is the time of the change.
 */
export class Product {
  readonly #events: RecordedEvent[] = [];
  #state: ProductState;

  private constructor(state: ProductState) {
    this.#state = state;
  }

  /**
   * Creates a product whose id was never used. Without `ownId` the id is derived from the name.
   * @throws DomainError product/invalid-id, product/invalid-name, product/invalid-price
   */
  static create(details: ProductDetails, now: Instant, ownId?: string): Product {
    const kept = checkDetails(details);
    const id = newProductId(kept.name, ownId);
    const product = new Product({ id, ...kept, ...NO_FACTS, version: 1, updatedAt: now });
    product.#record('product.productCreated', { productId: id, ...kept });
    return product;
  }

  /** Rebuilds a stored product. */
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
   * Creates a product under an id that exists already. A deleted product starts anew and keeps only version and marks. An
   * existing product with the same details stays unchanged.
   * @throws DomainError product/already-exists
   */
  createAgain(details: ProductDetails, now: Instant): 'created' | 'already-exists' {
    const kept = checkDetails(details);
    if (!this.isDeleted) {
      const current = { ...this.#state, name: normalizeName(this.#state.name) };
      if (sameDetails(kept, current)) return 'already-exists';
      throw new DomainError(
        'product/already-exists',
        `The product id ${this.#state.id} belongs to "${this.#state.name}": choose another name or id, or update that product.`,
      );
    }
    this.#change({ ...kept, ...NO_FACTS, deletedAt: undefined }, now);
    this.#record('product.productCreated', { productId: this.#state.id, ...kept });
    return 'created';
  }

  /** Checks that the product has one of the versions that the caller read. @throws VersionMismatchError */
  expectVersion(expected: readonly number[]): void {
    if (!expected.includes(this.#state.version))
      throw new VersionMismatchError(this.#state.version, expected);
  }

  /** Renaming keeps the id. @throws DomainError product/not-found, product/invalid-name, product/invalid-price */
  changeDetails(details: ProductDetails, now: Instant): 'updated' | 'unchanged' {
    this.#checkNotDeleted();
    return this.#replaceDetails(checkDetails(details), now);
  }

  /** Changes only the given details. @throws DomainError product/not-found, product/invalid-name, product/invalid-price */
  patchDetails(patch: DetailsPatch, now: Instant): 'updated' | 'unchanged' {
    this.#checkNotDeleted();
    return this.#replaceDetails(patchDetails(detailsOf(this.#state), patch), now);
  }

  #replaceDetails(kept: KeptDetails, now: Instant): 'updated' | 'unchanged' {
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
    // Facts from before the deletion must not apply to a later product with the same id. Creating that product does not
    // move the marks: a producer's clock may be behind ours, so its first facts about the new product may look older.
    const deletion = { time: this.#state.updatedAt, eventId: '' };
    this.#state = { ...this.#state, ...advanceMarks(this.#state, deletion), deletedAt: deletion.time };
    this.#record('product.productDeleted', { productId: this.#state.id });
  }

  /** Replaces all brackets, unless a newer fact was applied. @throws DomainError product/invalid-price-brackets */
  applyPricing(brackets: readonly PriceBracket[], asOf: FactMark, now: Instant): 'applied' | 'outdated' {
    this.#checkNotDeleted();
    const priceBrackets = checkPriceBrackets(brackets);
    if (!isNewer(asOf, this.#state.pricingAsOf)) return 'outdated';
    this.#change({ priceBrackets, pricingAsOf: asOf }, now);
    return 'applied';
  }

  /** Sets the stock level, unless a newer fact was applied. @throws DomainError product/invalid-stock-level */
  applyStock(stockLevel: number, asOf: FactMark, now: Instant): 'applied' | 'outdated' {
    this.#checkNotDeleted();
    if (!Number.isFinite(stockLevel)) {
      throw new DomainError('product/invalid-stock-level', 'stockLevel must be a number');
    }
    if (!isNewer(asOf, this.#state.stockAsOf)) return 'outdated';
    this.#change({ stockLevel, stockAsOf: asOf }, now);
    return 'applied';
  }

  /** Returns and clears the recorded events, oldest first. */
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

/** `now`, or one millisecond after `previous` if the clock went back: the times of a product's events always increase. */
const laterThan = (previous: Instant, now: Instant): Instant =>
  compareInstants(now, previous) > 0 ? now : instantOf(new Date(toMilliseconds(previous) + 1));
