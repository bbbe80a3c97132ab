import type { Verdict } from '@product-service/console/protocol';
import type { PublicVersion } from '@product-service/ledger';
import { judgeProduct, PROMISES, type Broken, type Judgement } from './judge-product.js';
import { ProductRecord } from './product-record.js';
import { isQuiet, searchOrder } from './search-order.js';
import { counted, verdictOf, type Totals, type Waiting } from './verdict.js';

/** Products that are remembered: those that were touched last. */
const MOST_PRODUCTS = 2_000;
/** Of forgotten products, it is remembered when they were. */
const MOST_FORGOTTEN = 20_000;
/** Broken promises that are remembered, of each. */
const MOST_BROKEN = 20;
/** For the searches of one verdict. */
const SEARCH_MS = 5;

interface Judged {
  readonly record: ProductRecord;
  /** Undefined: something was added since the last one. */
  judgement?: Judgement | undefined;
  isSearched: boolean;
}

/** Keeps the records of all products, and judges only those that have changed. */
export class Judge {
  /** The product that was touched last is the last one. */
  readonly #products = new Map<string, Judged>();
  /** Of what is forgotten. A change or an event that was still on its way then is not counted at all. */
  readonly #forgotten = { published: 0, delivered: 0, repeated: 0, answers: 0, products: 0 };
  /** What was found about what is forgotten, and by searches. */
  readonly #broken = new Map<string, Broken>();
  readonly #forgottenAt = new Map<string, number>();
  readonly #since = new Date().toTimeString().slice(0, 8);
  #outbox: Waiting | undefined;
  #queues: Waiting | undefined;

  constructor(
    readonly versions: () => readonly PublicVersion[],
    readonly clock: () => number,
  ) {}

  products(): ProductRecord[] {
    return [...this.#products.values()].map(({ record }) => record);
  }

  known(productId: string): ProductRecord | undefined {
    return this.#products.get(productId)?.record;
  }

  /** To add something to. @param isNew whether the product cannot have existed before the ledger began */
  record(productId: string, isNew: boolean): ProductRecord {
    const known = this.#products.get(productId);
    const judged = known ?? { record: this.#newRecord(productId, isNew), isSearched: false };
    if (known?.record.isFull) this.#shorten(known);
    this.#products.delete(productId);
    this.#products.set(productId, judged);
    judged.judgement = undefined;
    judged.isSearched = false;
    const [oldest] = this.#products.size > MOST_PRODUCTS ? this.#products.keys() : [];
    if (oldest !== undefined) this.#leave(oldest);
    return judged.record;
  }

  /** After the public versions that are switched on have changed. */
  judgeAgain(): void {
    for (const judged of this.#products.values()) judged.judgement = undefined;
  }

  forget(productId: string): void {
    this.#products.delete(productId);
    this.#noteForgotten(productId);
  }

  waits(counts: { readonly at: number; readonly outbox: number; readonly queues: number }): void {
    this.#outbox = counted(this.#outbox, counts.outbox, counts.at);
    this.#queues = counted(this.#queues, counts.queues, counts.at);
  }

  verdict(now: number): Verdict {
    const all = [...this.#products.values()].map((judged) => this.#judged(judged));
    this.#search(now);
    const sum = (value: (judgement: Judgement) => number) =>
      all.reduce((total, one) => total + value(one), 0);
    const { published, delivered, repeated, answers, products } = this.#forgotten;
    const broken = [...this.#broken.values(), ...all.flatMap((it) => it.broken)];
    const totals: Totals = {
      acknowledged: published + sum((it) => it.acknowledged),
      published: published + sum((it) => it.published),
      delivered: delivered + sum((it) => it.delivered),
      events: delivered + sum((it) => it.delivered + it.undelivered.length),
      repeated: repeated + sum((it) => it.repeated),
      answers: answers + sum((it) => it.answers),
      unpublished: all.flatMap((it) => it.unpublished),
      undelivered: all.flatMap((it) => it.undelivered),
      broken: [...new Map(broken.map((it) => [keyOf(it), it])).values()],
    };
    return verdictOf(totals, {
      now,
      outbox: this.#outbox,
      queues: this.#queues,
      scope: products > 0 ? `, without ${products} products that are no longer watched` : '',
      since: this.#since,
    });
  }

  #judged(judged: Judged): Judgement {
    judged.judgement ??= judgeProduct(judged.record, this.versions());
    return judged.judgement;
  }

  #shorten(judged: Judged): void {
    const before = this.#judged(judged);
    this.#remember(before.broken);
    const left = judged.record.shorten();
    judged.judgement = undefined;
    const after = this.#judged(judged);
    this.#forgotten.published += left.filter(({ change }) => change === 'published').length;
    this.#forgotten.delivered += before.delivered - after.delivered;
    this.#forgotten.answers += left.length;
  }

  #leave(productId: string): void {
    const judged = this.#products.get(productId)!;
    const { broken, published, delivered, repeated, answers } = this.#judged(judged);
    this.#remember(broken);
    this.#forgotten.published += published;
    this.#forgotten.delivered += delivered;
    this.#forgotten.repeated += repeated;
    this.#forgotten.answers += answers;
    this.forget(productId);
  }

  #newRecord(productId: string, isNew: boolean): ProductRecord {
    return new ProductRecord(
      isNew && this.#forgotten.products === 0,
      this.#forgottenAt.get(productId) ?? -Infinity,
    );
  }

  #noteForgotten(productId: string): void {
    this.#forgotten.products += 1;
    this.#forgottenAt.delete(productId);
    this.#forgottenAt.set(productId, this.clock());
    const [oldest] = this.#forgottenAt.size > MOST_FORGOTTEN ? this.#forgottenAt.keys() : [];
    if (oldest !== undefined) this.#forgottenAt.delete(oldest);
  }

  #remember(broken: readonly Broken[]): void {
    for (const it of broken) this.#broken.set(keyOf(it), it);
    for (const promise of PROMISES) {
      const surplus = [...this.#broken.keys()].filter((key) => key.startsWith(promise)).slice(MOST_BROKEN);
      for (const key of surplus) this.#broken.delete(key);
    }
  }

  #search(now: number): void {
    const started = performance.now();
    for (const judged of this.#products.values()) {
      if (judged.isSearched || !isQuiet(judged.record, now)) continue;
      if (performance.now() - started > SEARCH_MS) return;
      judged.isSearched = true;
      const text = searchOrder(judged.record);
      if (text !== undefined) this.#remember([{ promise: 'kept', text }]);
    }
  }
}

const keyOf = ({ promise, text }: Broken): string => `${promise} ${text}`;
