import type { UpdateProductResult, VersionedProduct } from '@product-service/product';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { CORS_HEADERS } from './cors-headers.js';
import { entityTag, isKnownVersion } from './entity-tag.js';
import { calledPath } from './request.js';

type Headers = Readonly<Record<string, string>>;

/** Every response has the CORS headers. */
export const withHeaders = (statusCode: number, body: string, headers: Headers): APIGatewayProxyResult => ({
  statusCode,
  headers: { ...CORS_HEADERS, ...headers },
  body,
});

/** A JSON response in the contract's envelope: `{data, message, …}`. */
export const respond = (
  statusCode: number,
  envelope: { readonly data: unknown; readonly message: string; readonly [more: string]: unknown },
  headers: Headers = {},
): APIGatewayProxyResult =>
  withHeaders(statusCode, JSON.stringify(envelope), { 'Content-Type': 'application/json', ...headers });

export const ok = (data: unknown, message = 'OK', headers: Headers = {}): APIGatewayProxyResult =>
  respond(200, { data, message }, headers);

const tagOf = ({ version }: VersionedProduct): Headers => ({ ETag: entityTag(version) });

/** The product; 304 without a body if the caller has this version already. @throws RequestError */
export const found = (result: VersionedProduct, event: APIGatewayProxyEvent): APIGatewayProxyResult =>
  isKnownVersion(event, result.version)
    ? withHeaders(304, '', tagOf(result))
    : ok(result.product, 'OK', tagOf(result));

export const NO_UPDATES = 'No updates required';

/** The product, or `"OK"` if nothing changed: the contract's answer to PUT. */
export const updated = (result: UpdateProductResult): APIGatewayProxyResult =>
  result.outcome === 'updated'
    ? ok(result.product, 'OK', tagOf(result))
    : ok('OK', NO_UPDATES, tagOf(result));

/** The product, also if nothing changed. */
export const patched = (result: UpdateProductResult): APIGatewayProxyResult =>
  ok(result.product, result.outcome === 'updated' ? 'OK' : NO_UPDATES, tagOf(result));

/**
 * 201 for a product that was created or existed already: clients treat any other status as a failure. `Location` is the URL of
 * the collection, as the client called it, plus the id.
 */
export const created = (
  result: VersionedProduct,
  event: Pick<APIGatewayProxyEvent, 'requestContext' | 'path'>,
): APIGatewayProxyResult => {
  const { product } = result;
  const location = `${calledPath(event)}/${encodeURIComponent(product.productId)}`;
  return respond(201, { data: product, message: 'OK' }, { Location: location, ...tagOf(result) });
};
