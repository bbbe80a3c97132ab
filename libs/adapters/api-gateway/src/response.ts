import { MAX_LISTED_PRODUCTS, type ListProductsResult, type ProductView } from '@product-service/product';
import { log } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { CORS_HEADERS, TRUNCATED_HEADER } from './cors-headers.js';

/** A response in the contract's envelope. */
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
 * 201 for a product that was created or existed already. `Location` is the URL of the collection, as the client called it,
 * plus the id.
 */
export const created = (
  product: ProductView,
  { requestContext, path }: Pick<APIGatewayProxyEvent, 'requestContext' | 'path'>,
): APIGatewayProxyResult => {
  // The path in the context includes the stage, or the base path of a custom domain.
  const collection = (requestContext?.path ?? path ?? '').replace(/\/$/, '');
  return respond(201, product, 'OK', { Location: `${collection}/${encodeURIComponent(product.productId)}` });
};

/**
 * The catalogue, with a header if it was truncated. The largest possible list is 3.7 MB, below Lambda's limit of 6 MB: names
 * and ids of 255 control characters, which were allowed earlier, take 7 bytes each as JSON inside Lambda's JSON.
 */
export const listed = ({ products, truncated }: ListProductsResult): APIGatewayProxyResult => {
  if (!truncated) return ok(products);
  log.warn('list truncated: there are more products than one response holds', {
    maximum: MAX_LISTED_PRODUCTS,
  });
  return respond(200, products, 'OK', { [TRUNCATED_HEADER]: 'true' });
};
