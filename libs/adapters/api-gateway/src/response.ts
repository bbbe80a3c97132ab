import { MAX_LISTED_PRODUCTS, type ListProductsResult } from '@product-service/product';
import { log } from '@product-service/logger';
import type { APIGatewayProxyResult } from 'aws-lambda';
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

export const created = (data: unknown): APIGatewayProxyResult => respond(201, data, 'OK');

/**
 * The catalogue, with a header if it goes on past the maximum. The largest one possible is 3.7 MB (names and ids of
 * 255 control characters, 7 bytes each once the body is JSON within Lambda's JSON): below Lambda's limit of 6 MB.
 */
export const listed = ({ products, truncated }: ListProductsResult): APIGatewayProxyResult => {
  if (!truncated) return ok(products);
  log.warn('list cut: there are more products than one answer holds', {
    maximum: MAX_LISTED_PRODUCTS,
  });
  return respond(200, products, 'OK', { [TRUNCATED_HEADER]: 'true' });
};
