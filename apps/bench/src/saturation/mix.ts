/** Products that exist before the load begins. */
export const PRODUCTS = 500;

/** Products on a page of the list. */
export const PAGE_SIZE = 60;

/** What ten requests in a row do. A catalogue is read more often than it is written. */
const TEN_REQUESTS = [
  ...['find', 'find', 'list', 'find', 'update'],
  ...['find', 'find', 'find', 'create', 'find'],
] as const;

export type RequestKind = (typeof TEN_REQUESTS)[number];

/** One request of the load. */
export interface LoadRequest {
  readonly kind: RequestKind;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  /** Of the product. Empty for a list. */
  readonly id: string;
  /** Empty for a read. */
  readonly body: string;
}

const nameOf = (product: number): string => `Load ${product}`;

/** The id that the service derives from the name. */
export const idOf = (product: number): string => `LOAD${product}`;

/** The body that creates a product. */
export const creation = (product: number): string =>
  JSON.stringify({ name: nameOf(product), price: 1 + (product % 100) });

/**
 * The `number`th request of a run, from 0. Neighbours use other products, and every update changes something. So a write that
 * succeeds records one event.
 */
export const requestOf = (number: number): LoadRequest => {
  const kind = TEN_REQUESTS[number % TEN_REQUESTS.length]!;
  // Each product gets each kind of request, because 7919 is a prime number.
  const product = (Math.floor(number / TEN_REQUESTS.length) * 7919 + number) % PRODUCTS;
  const id = idOf(product);
  switch (kind) {
    case 'find':
      return { kind, method: 'GET', path: `/product/${id}`, id, body: '' };
    case 'list':
      return { kind, method: 'GET', path: `/product?limit=${PAGE_SIZE}`, id: '', body: '' };
    case 'update':
      return {
        kind,
        method: 'PUT',
        path: '/product',
        id,
        body: JSON.stringify({ id, name: nameOf(product), price: (10_000 + number) / 100 }),
      };
    case 'create':
      return {
        kind,
        method: 'POST',
        path: '/product',
        id: idOf(PRODUCTS + number),
        body: creation(PRODUCTS + number),
      };
  }
};
