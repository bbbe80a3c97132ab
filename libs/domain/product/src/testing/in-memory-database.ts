import type { Headers } from '@product-service/events';
import { productNotFound } from '../domain-error.js';
import {
  MAX_BACKLOG_ENTRIES,
  MAX_BACKLOGS,
  type Outbox,
  type OutboxEntry,
  type OutboxPage,
} from '../ports/outbox.js';
import type { Change, ProductRepository } from '../ports/product-repository.js';
import { summaryOf, viewOf, type ProductSummary, type ProductView } from '../product-view.js';
import { Product, type ProductEvent, type ProductState } from '../product.js';

interface StoredEntry extends OutboxEntry {
  readonly dueAt: number;
  readonly parked: boolean;
}

/** In-memory fake of both ports, tested by the same contracts as the real adapter. `now` is the outbox's clock, in milliseconds. */
export class InMemoryDatabase implements ProductRepository, Outbox {
  readonly #products = new Map<string, ProductState>();
  readonly #outbox = new Map<string, StoredEntry>();
  readonly #now: () => number;
  #ids = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async find(id: string): Promise<ProductView | undefined> {
    const state = this.#products.get(id);
    return state && !state.deletedAt ? viewOf(state) : undefined;
  }

  async list(limit: number): Promise<ProductSummary[]> {
    return [...this.#products.values()]
      .filter(({ deletedAt }) => !deletedAt)
      .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
      .slice(0, limit)
      .map(summaryOf);
  }

  async create<T>(id: string, change: (existing: Product | undefined) => Change<T>): Promise<Change<T>> {
    const state = this.#products.get(id);
    const changed = change(state && Product.restore(state));
    this.#save(changed.product);
    return changed;
  }

  async update<T>(id: string, change: (product: Product) => T): Promise<Change<T>> {
    const state = this.#products.get(id);
    if (!state || state.deletedAt) throw productNotFound();
    const product = Product.restore(state);
    const outcome = change(product);
    this.#save(product);
    return { product, outcome };
  }

  async due(after?: string): Promise<OutboxPage> {
    const byProduct = Map.groupBy(this.#outbox.values(), ({ event }) => event.data.productId);
    const ids = [...byProduct.keys()]
      .sort(compareText)
      .filter((id) => after === undefined || compareText(id, after) > 0);
    const page = ids.slice(0, MAX_BACKLOGS);
    const backlogs = page.flatMap((productId) => {
      const [first, ...later] = byProduct.get(productId)!.slice(0, MAX_BACKLOG_ENTRIES);
      if (!first || first.parked || first.dueAt > this.#now()) return [];
      return [{ productId, entries: [first, ...later] as const }];
    });
    const hasPostponed = page.some((productId) => {
      const [first] = byProduct.get(productId)!;
      return first !== undefined && !first.parked && first.dueAt > this.#now();
    });
    return { backlogs, hasPostponed, next: ids.length > page.length ? page.at(-1) : undefined };
  }

  async remove(eventIds: readonly string[]): Promise<void> {
    for (const id of eventIds) this.#outbox.delete(id);
  }

  async postpone(eventId: string, seconds: number): Promise<void> {
    this.#patch(eventId, () => ({ dueAt: this.#now() + seconds * 1000 }));
  }

  async reject(eventId: string, _reason: string, seconds: number): Promise<void> {
    this.#patch(eventId, ({ rejections }) => ({
      rejections: rejections + 1,
      dueAt: this.#now() + seconds * 1000,
    }));
  }

  async park(eventId: string): Promise<void> {
    this.#patch(eventId, ({ rejections }) => ({ rejections: rejections + 1, parked: true }));
  }

  /** All events in the outbox, including parked ones, in the order in which they were saved. */
  get unpublished(): ProductEvent[] {
    return [...this.#outbox.values()].map(({ event }) => event);
  }

  #save(product: Product): void {
    this.#products.set(product.state.id, product.state);
    for (const recorded of product.pullEvents()) {
      const event: ProductEvent = { ...recorded, id: `event-${++this.#ids}`, headers: {} as Headers };
      this.#outbox.set(event.id, { event, rejections: 0, dueAt: 0, parked: false });
    }
  }

  #patch(eventId: string, patch: (entry: StoredEntry) => Partial<StoredEntry>): void {
    const entry = this.#outbox.get(eventId);
    if (entry) this.#outbox.set(eventId, { ...entry, ...patch(entry) });
  }
}

/** Compares by code point, as PostgreSQL's "C" collation does for UTF-8. JavaScript's `<` compares UTF-16 units. */
const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
