/** What a writer asks for. `key` is that of a request that may be sent again. */
export interface Write {
  readonly action: 'create' | 'set price' | 'delete' | 'fact';
  readonly name: string;
  readonly price: number;
  readonly key?: string | undefined;
  /** Of a fact: when it was true. */
  readonly time?: number | undefined;
}

/** How a write ended: an outcome of a use case or the code of its error, and the product's version. */
export interface WriteResult {
  readonly outcome: string;
  readonly version?: number | undefined;
}

interface ModelProduct {
  readonly price: number;
  readonly isDeleted: boolean;
  readonly version: number;
  /** Time of the newest fact, which outlives a deletion. */
  readonly newestFact: number;
}

interface Prediction extends WriteResult {
  /** Whether the write records an event. */
  readonly hasEvent: boolean;
}

/** The text that two requests must share to be the same one. */
export const fingerprintOf = ({ action, name, price }: Write): string => `${action} ${name} ${price}`;

export const textOf = (write: Write): string =>
  `${fingerprintOf(write)}${write.key === undefined ? '' : `, ${write.key}`}`;

/** Predicts the outcome of writes: the rules of the catalogue, in the simplest form. */
export class WriteModel {
  readonly #products = new Map<string, ModelProduct>();
  readonly #kept = new Map<string, { readonly fingerprint: string; readonly result: WriteResult }>();

  /** The outcome of a write that takes effect now. */
  apply(write: Write): Prediction {
    const fingerprint = fingerprintOf(write);
    const kept = write.key === undefined ? undefined : this.#kept.get(write.key);
    if (kept?.fingerprint === fingerprint) return { ...kept.result, hasEvent: false };
    if (kept) return { outcome: 'product/key-reused', hasEvent: false };
    const product = this.#products.get(write.name);
    const { outcome, next } = decide(write, product);
    if (!next)
      return { outcome, version: hasVersion(outcome) ? product?.version : undefined, hasEvent: false };
    const version = (product?.version ?? 0) + 1;
    this.#products.set(write.name, { ...next, version });
    if (write.key !== undefined) this.#kept.set(write.key, { fingerprint, result: { outcome, version } });
    return { outcome, version, hasEvent: write.action !== 'fact' };
  }
}

const hasVersion = (outcome: string): boolean => !outcome.startsWith('product/');

const decide = (
  { action, price, time = 0 }: Write,
  product: ModelProduct | undefined,
): { readonly outcome: string; readonly next?: Omit<ModelProduct, 'version'> } => {
  const existing = product?.isDeleted ? undefined : product;
  if (action === 'create') {
    if (!existing)
      return { outcome: 'created', next: { newestFact: 0, ...product, price, isDeleted: false } };
    return { outcome: existing.price === price ? 'already-exists' : 'product/already-exists' };
  }
  if (!existing) return { outcome: 'product/not-found' };
  switch (action) {
    case 'set price':
      return existing.price === price
        ? { outcome: 'unchanged' }
        : { outcome: 'updated', next: { ...existing, price } };
    case 'delete':
      return { outcome: 'deleted', next: { ...existing, isDeleted: true } };
    case 'fact':
      return time > existing.newestFact
        ? { outcome: 'applied', next: { ...existing, newestFact: time } }
        : { outcome: 'outdated' };
  }
};
