import { apiEvent, lambdaContext, productApi, signedInAs } from '@product-service/api-gateway/testing';
import { DomainError, keyReused, type ProductRepository } from '@product-service/product';
import type { ReceivedAnswer } from '../answer-check.js';
import type { Circumstance, RequestParts } from '../route.js';
import { exampleCatalogue, NOW } from './example-catalogue.js';

/**
 * Sends a request of an administrator to the real handlers, over a new example catalogue.
 * @param route as in the document, e.g. `GET /product/{productId}`
 */
export const callApi = async (
  route: string,
  { path, query, header, body }: RequestParts,
  when?: Circumstance,
): Promise<ReceivedAnswer> => {
  const products = await exampleCatalogue();
  const failure = FAILURES[when ?? ''];
  const handler = productApi(failure ? failing(products, failure) : products, () => NOW)[route];
  if (!handler) throw new Error(`Add ${route} to testing/product-api.ts of the library api-gateway.`);
  const authorization =
    when === 'no token' ? undefined : await signedInAs(when === 'another role' ? 'STANDARD' : 'ADMIN');
  const sent = when === 'too large' ? { name: 'x'.repeat(600_000) } : body;
  const event = apiEvent(route, {
    authorization,
    body: sent === undefined ? null : JSON.stringify(sent),
    ...(path?.['productId'] !== undefined && { productId: encodeURIComponent(path['productId']) }),
    // A batch asks for its key first: without one, its items would fail one by one.
    headers: { ...(failure && { 'Idempotency-Key': 'key' }), ...header },
    ...(query && { query: String(new URLSearchParams(query)) }),
  });
  const response = await handler(event, lambdaContext);
  const headers = Object.entries(response.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    status: response.statusCode,
    headers: new Headers(headers),
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
