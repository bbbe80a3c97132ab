import { apiEvent, lambdaContext, productApi, signedInAs } from '@product-service/api-gateway/testing';
import { DomainError, keyReused, type ProductRepository } from '@product-service/product';
import type { ReceivedAnswer } from '../answer-check.js';
import type { Circumstance } from '../route.js';
import { exampleCatalogue, NOW } from './example-catalogue.js';

export interface ApiRequest {
  /** As in the document, e.g. `GET /product/{productId}`. */
  readonly route: string;
  /** Of the path, not percent-encoded. */
  readonly path?: Readonly<Record<string, string>>;
  /** As in an URL, without `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends a request of an administrator to the real handlers, over a new example catalogue. */
export const callApi = async (
  { route, path, query, headers, body }: ApiRequest,
  when?: Circumstance,
): Promise<ReceivedAnswer> => {
  const products = await exampleCatalogue();
  const handler = productApi(
    FAILURES[when ?? ''] ? failing(products, FAILURES[when ?? '']) : products,
    () => NOW,
  )[route];
  if (!handler) throw new Error(`Add ${route} to testing/product-api.ts of the library api-gateway.`);
  const authorization =
    when === 'no token' ? undefined : await signedInAs(when === 'another role' ? 'STANDARD' : 'ADMIN');
  const sent = when === 'too large' ? { name: 'x'.repeat(100_000) } : body;
  const response = await handler(
    apiEvent(route, {
      authorization,
      ...(query !== undefined && { query }),
      ...(headers && { headers }),
      body: sent === undefined ? null : JSON.stringify(sent),
      ...(path?.['productId'] !== undefined && { productId: encodeURIComponent(path['productId']) }),
    }),
    lambdaContext,
  );
  const answered = Object.entries(response.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    status: response.statusCode,
    headers: new Headers(answered),
    body: response.body === '' ? undefined : JSON.parse(response.body),
  };
};

/** What each call of the database throws. */
const FAILURES: Readonly<Record<string, Error>> = {
  'database unavailable': Object.assign(new Error('ECONNREFUSED'), { failureKind: 'temporary' }),
  'concurrent writes': new DomainError('product/write-conflict', 'write conflict'),
  'lost commit': new DomainError('product/outcome-unknown', 'lost commit'),
  'key in use': keyReused(),
  'a bug': new Error('a bug'),
};

const failing = (products: ProductRepository, error: unknown): ProductRepository =>
  new Proxy(products, { get: () => () => Promise.reject(error) });
