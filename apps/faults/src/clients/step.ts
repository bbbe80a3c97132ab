import type { ProductRequest } from '@product-service/ledger';
import type { Random } from '../plan/random.js';

/** One wish of a client for one product. */
export interface Wish {
  readonly id: number;
  readonly productId: string;
  readonly request: ProductRequest;
}

/** What a client does next: one HTTP request, possibly repeated. */
export type Step =
  | { readonly kind: 'single'; readonly wish: Wish; readonly idempotencyKey?: string | undefined }
  /** `GET /product?ids=…`: a read of each product. */
  | { readonly kind: 'list'; readonly wishes: readonly Wish[] }
  | {
      readonly kind: 'batch';
      readonly wishes: readonly Wish[];
      readonly idempotencyKey?: string | undefined;
    };

/** Products that are used during the whole run, by all clients. */
const HOT_PRODUCTS = 6;
/** Others are used for a while by all clients, so that the history of each stays short. */
const CURRENT_PRODUCTS = 8;
/** Steps of each client, after which the current products are replaced. */
const STEPS_OF_CURRENT = 25;
/** The most products that a step can have. */
const MAXIMUM_WISHES = 5;

export interface StepOptions {
  readonly client: number;
  readonly clients: number;
  /** Part of the names. */
  readonly seed: number;
  /** The version of a product that the client has seen last. */
  readonly versionOf: (productId: string) => number | undefined;
}

/**
 * An endless sequence of steps. All prices are different, so a price tells which write it is from. Only `ifVersion` depends on
 * what happens; all else is the same for the same random choices.
 */
export function* steps(random: Random, options: StepOptions): Generator<Step, never> {
  const { client, clients, seed, versionOf } = options;
  for (let count = 0; ; count++) {
    let id = (count * clients + client) * MAXIMUM_WISHES;
    const window = Math.floor(count / STEPS_OF_CURRENT);
    const product = (): string =>
      random.happens(0.2)
        ? `HOT-${seed}-${random.integer(1, HOT_PRODUCTS)}`
        : `P-${seed}-${window}-${random.integer(1, CURRENT_PRODUCTS)}`;
    const wish = (productId: string, kinds: readonly (readonly [number, ProductRequest['kind']])[]): Wish => {
      id += 1;
      return { id, productId, request: requestOf(random.weighted(kinds), id, versionIf(productId)) };
    };
    const versionIf = (productId: string): number | undefined =>
      random.happens(0.15) ? versionOf(productId) : undefined;
    const differing = (): readonly string[] => [
      ...new Set(Array.from({ length: random.integer(2, MAXIMUM_WISHES) }, product)),
    ];
    const key = random.happens(0.6) ? `${seed}-${client}-${count}` : undefined;
    const step = random.weighted<() => Step>([
      [80, () => ({ kind: 'single', wish: wish(product(), SINGLE), idempotencyKey: key })],
      [10, () => ({ kind: 'list', wishes: differing().map((productId) => wish(productId, [[1, 'get']])) })],
      [
        10,
        () => ({
          kind: 'batch',
          wishes: differing().map((productId) => wish(productId, IN_BATCHES)),
          idempotencyKey: key,
        }),
      ],
    ]);
    yield step();
  }
}

const IN_BATCHES = [
  [30, 'create'],
  [60, 'update'],
  [10, 'delete'],
] as const;
const SINGLE = [
  [20, 'create'],
  [28, 'update'],
  [17, 'patch'],
  [7, 'delete'],
  [28, 'get'],
] as const;

const requestOf = (
  kind: ProductRequest['kind'],
  id: number,
  ifVersion: number | undefined,
): ProductRequest => {
  const price = id / 100;
  const name = `Product ${id}`;
  switch (kind) {
    case 'create':
      return { kind, name, price };
    case 'update':
      return { kind, name, price, ifVersion };
    case 'patch':
      return { kind, price, ifVersion };
    case 'delete':
      return { kind, ifVersion };
    case 'get':
      return { kind };
  }
};
