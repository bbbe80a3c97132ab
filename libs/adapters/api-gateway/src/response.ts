import { MAX_LISTED_PRODUCTS, type ListProductsResult, type ProductView } from '@product-service/product';
import { log } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { CORS_HEADERS, TRUNCATED_HEADER } from './cors-headers.js';

/** Every answer, in the contract's envelope. */
export const respond = (
  statusCode: number,
  data: unknown,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult => ({
  statusCode,
  headers: { ...CORS_HEADERS, 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ data, message }),
});

export const ok = (data: unknown, message = 'OK'): APIGatewayProxyResult => respond(200, data, message);

/**
 * A product that is there now, be it that it was already, with its address: that of the collection, as the client
 * called it, and its id.
 */
export const created = (
  product: ProductView,
  { requestContext, path }: Pick<APIGatewayProxyEvent, 'requestContext' | 'path'>,
): APIGatewayProxyResult => {
  // The one in the context has the stage in front of it, or the base path of a domain of one's own.
  const collection = (requestContext?.path ?? path ?? '').replace(/\/$/, '');
  return respond(201, product, 'OK', { Location: `${collection}/${encodeURIComponent(product.productId)}` });
};

/**
 * The catalogue, with a header if it goes on past the maximum. The largest one possible is 3.7 MB (names and ids of
 * 255 control characters, as they could be once, 7 bytes each once the body is JSON within Lambda's JSON): below Lambda's
 * limit of 6 MB.
 */
export const listed = ({ products, truncated }: ListProductsResult): APIGatewayProxyResult => {
  if (!truncated) return ok(products);
  log.warn('list cut: there are more products than one answer holds', {
    maximum: MAX_LISTED_PRODUCTS,
  });
  return respond(200, products, 'OK', { [TRUNCATED_HEADER]: 'true' });
};
