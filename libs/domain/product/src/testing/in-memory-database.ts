import { toMilliseconds, type Headers } from '@product-service/events';
import { keyReused, productNotFound } from '../domain-error.js';
import type { CatalogueReset } from '../ports/catalogue-reset.js';
import type { OutboxAdministration } from '../ports/outbox-administration.js';
import type { Outbox, OutboxPage } from '../ports/outbox.js';
import type { Announcement, ProductAnnouncements } from '../ports/product-announcements.js';
import {
  REQUEST_KEPT_HOURS,
  type Change,
  type ListPage,
  type ListPosition,
  type ListQuery,
  type ProductRepository,
  type RepeatableRequest,
} from '../ports/product-repository.js';
import { listedOf } from '../product-view.js';
import { Product, type ProductEvent, type ProductState } from '../product.js';
import { compareText } from './compare-text.js';
import { inMemoryCatalogueReset } from './in-memory-catalogue-reset.js';
import { inMemoryOutboxAdministration, type StoredEntry } from './in-memory-outbox-administration.js';

interface KeptRequest {
  readonly fingerprint: string;
  readonly state: ProductState;
  readonly outcome: unknown;
  /** In milliseconds. */
  readonly until: number;
}

/** In-memory fake of these ports, tested by the same contracts as the real adapter. `now` is the outbox's clock, in milliseconds. */
export class InMemoryDatabase implements ProductRepository, ProductAnnouncements, Outbox {
  readonly #products = new Map<string, ProductState>();
  readonly #outbox = new Map<string, StoredEntry>();
  readonly #requests = new Map<string, KeptRequest>();
  readonly #now: () => number;
  #ids = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async find(id: string): Promise<Product | undefined> {
    const state = this.#products.get(id);
    return state && !state.deletedAt ? Product.restore(state) : undefined;
  }

  async list({ limit, ids, updatedSince, includeDeleted, after }: ListQuery): Promise<ListPage> {
    const isByChange = updatedSince !== undefined && !ids;
    const order = (a: ListPosition, b: ListPosition): number =>
      (isByChange ? compareText(a.updatedAt ?? '', b.updatedAt ?? '') : 0) || compareText(a.id, b.id);
    const found = [...this.#products.values()]
      .filter(({ id }) => !ids || ids.includes(id))
      .filter(
        ({ updatedAt }) =>
          updatedSince === undefined || toMilliseconds(updatedAt) >= toMilliseconds(updatedSince),
      )
      .filter(({ deletedAt }) => includeDeleted || !deletedAt)
      .filter((state) => !after || order(state, after) > 0)
      .sort(order);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next = last && { id: last.id, ...(isByChange && { updatedAt: last.updatedAt }) };
    return { products: page.map(listedOf), next: found.length > limit ? next : undefined };
  }

  async create<T>(
    id: string,
    change: (existing: Product | undefined) => Change<T>,
    request?: RepeatableRequest,
  ): Promise<Change<T>> {
    const earlier = this.#outcomeOf<T>(request);
    if (earlier) return earlier;
    const state = this.#products.get(id);
    const changed = change(state && Product.restore(state));
    this.#save(changed, request);
    return changed;
  }

  async update<T>(
    id: string,
    change: (product: Product) => T,
    request?: RepeatableRequest,
  ): Promise<Change<T>> {
    const earlier = this.#outcomeOf<T>(request);
    if (earlier) return earlier;
    const state = this.#products.get(id);
    if (!state || state.deletedAt) throw productNotFound();
    const product = Product.restore(state);
    const changed = { product, outcome: change(product) };
    this.#save(changed, request);
    return changed;
  }

  async checkRequests(requests: readonly RepeatableRequest[]): Promise<void> {
    for (const request of requests) this.#outcomeOf(request);
  }

  async announce(
    productIds: readonly string[],
    announcementOf: (product: ProductState) => Announcement,
  ): Promise<number> {
    const states = [...new Set(productIds)].flatMap((id) => this.#products.get(id) ?? []);
    const announcements = states.filter(({ deletedAt }) => !deletedAt).map(announcementOf);
    for (const announcement of announcements)
      if (!this.#outbox.has(announcement.id)) this.#add({ ...announcement, headers: {} });
    return announcements.length;
  }

  async due(limit: number, after?: string): Promise<OutboxPage> {
    const left = [...this.#outbox.values()]
      .filter(({ event }) => after === undefined || compareText(event.data.productId, after) > 0)
      // Stable: the entries of a product stay in the order in which they were saved.
      .sort((a, b) => compareText(a.event.data.productId, b.event.data.productId));
    const page = left.slice(0, limit);
    const products = [...Map.groupBy(page, ({ event }) => event.data.productId)];
    const isHeld = ({ parked, dueAt }: StoredEntry): boolean => parked || dueAt > this.#now();
    const backlogs = products.flatMap(([productId, entries]) => {
      const held = entries.findIndex(isHeld);
      const [first, ...later] = held < 0 ? entries : entries.slice(0, held);
      return first ? [{ productId, entries: [first, ...later] as const }] : [];
    });
    const hasPostponed = products.some(([, entries]) => entries.find(isHeld)?.parked === false);
    return {
      backlogs,
      hasPostponed,
      next: left.length < limit ? undefined : page.at(-1)?.event.data.productId,
    };
  }

  async remove(eventIds: readonly string[]): Promise<void> {
    for (const id of eventIds) this.#outbox.delete(id);
  }

  async postpone(eventIds: readonly string[], seconds: number): Promise<void> {
    for (const id of eventIds) this.#patch(id, () => ({ dueAt: this.#now() + seconds * 1000 }));
  }

  async reject(eventId: string, reason: string, seconds: number): Promise<void> {
    this.#patch(eventId, ({ rejections }) => ({
      rejections: rejections + 1,
      dueAt: this.#now() + seconds * 1000,
      reason,
    }));
  }

  async park(eventId: string, reason = ''): Promise<void> {
    this.#patch(eventId, ({ rejections }) => ({ rejections: rejections + 1, parked: true, reason }));
  }

  /** Empties this database. */
  get reset(): CatalogueReset {
    const tables = { products: this.#products, events: this.#outbox, requests: this.#requests };
    return inMemoryCatalogueReset(tables);
  }

  /** The same outbox for operators. */
  get administration(): OutboxAdministration {
    return inMemoryOutboxAdministration(this.#outbox, this.#now);
  }

  /** As an operator releases a parked event: it is due again, and has no rejections. */
  async release(eventId: string): Promise<void> {
    this.#patch(eventId, ({ parked, ...entry }) =>
      parked ? { rejections: 0, dueAt: 0, parked: false } : entry,
    );
  }

  /** All events in the outbox, including parked ones, in the order in which they were saved. */
  get unpublished(): ProductEvent[] {
    return [...this.#outbox.values()].map(({ event }) => event);
  }

  #outcomeOf<T>(request: RepeatableRequest | undefined): Change<T> | undefined {
    const kept = request && this.#requests.get(request.key);
    if (!kept || kept.until <= this.#now()) return undefined;
    if (kept.fingerprint !== request.fingerprint) throw keyReused();
    return { product: Product.restore(kept.state), outcome: kept.outcome as T };
  }

  #save({ product, outcome }: Change<unknown>, request: RepeatableRequest | undefined): void {
    const { state } = product;
    if (request && state.version !== this.#products.get(state.id)?.version) {
      const until = this.#now() + REQUEST_KEPT_HOURS * 3_600_000;
      this.#requests.set(request.key, { fingerprint: request.fingerprint, state, outcome, until });
    }
    this.#products.set(state.id, state);
    for (const recorded of product.pullEvents())
      this.#add({ ...recorded, id: `event-${++this.#ids}`, headers: {} as Headers });
  }

  #add(event: ProductEvent): void {
    this.#outbox.set(event.id, { event, rejections: 0, dueAt: 0, parked: false });
  }

  #patch(eventId: string, patch: (entry: StoredEntry) => Partial<StoredEntry>): void {
    const entry = this.#outbox.get(eventId);
    if (entry) this.#outbox.set(eventId, { ...entry, ...patch(entry) });
  }
}
