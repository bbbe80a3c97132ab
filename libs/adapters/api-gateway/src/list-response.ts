import { log } from '@product-service/logger';
import type { ListedProduct, ListPosition, ListProductsResult } from '@product-service/product';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { TRUNCATED_HEADER } from './cors-headers.js';
import { encodeCursor } from './list-cursor.js';
import { calledPath } from './request.js';
import { respond } from './response.js';

/** Lambda's limit of 6 MB is for the whole response, which holds the body as a JSON string. */
const MAX_BYTES = 5_000_000;
/** The largest product in a list: an id and a name of the maximum length, all of whose characters JSON escapes. */
export const MAX_PRODUCT_BYTES = 4_000;

/**
 * A page of the list. If there is another page, `Link` and `nextCursor` lead to it. `X-Result-Truncated` tells callers that
 * named no limit, and may take the page for the whole catalogue.
 */
export const listed = (result: ListProductsResult, event: APIGatewayProxyEvent): APIGatewayProxyResult => {
  const parameters = event.queryStringParameters ?? {};
  const { limit, ids, updatedSince, includeDeleted } = parameters;
  const isByChange = updatedSince !== undefined && ids === undefined;
  const { products, next } = withinSize(result, isByChange);
  const entryOf: (product: ListedProduct) => object =
    updatedSince !== undefined || includeDeleted === 'true' ? changeOf : summaryOf;
  const nextCursor = next && encodeCursor({ after: next, asOf: result.asOf });
  // Clients from before there were parameters may expect nothing beside data and message.
  const asOf = Object.keys(parameters).length > 0 && { asOf: result.asOf };
  const isTruncated = next !== undefined && limit === undefined;
  if (isTruncated)
    log.warn('list truncated: one response does not hold all products', { listed: products.length });
  return respond(
    200,
    { data: products.map(entryOf), message: 'OK', ...asOf, ...(nextCursor && { nextCursor }) },
    {
      ...(nextCursor && { Link: `<${nextAddress(event, nextCursor)}>; rel="next"` }),
      ...(isTruncated && { [TRUNCATED_HEADER]: 'true' }),
    },
  );
};

const summaryOf = ({ summary }: ListedProduct) => summary;

/** An entry for followers of changes. Of a deleted product only that it is deleted. */
const changeOf = ({ summary, version, updatedAt, deletedAt }: ListedProduct) =>
  deletedAt
    ? { productId: summary.productId, version, updatedAt, deletedAt }
    : { ...summary, version, updatedAt };

/** Cuts the page before the product that would make the response too large. */
const withinSize = (
  { products, next }: ListProductsResult,
  isByChange: boolean,
): Pick<ListProductsResult, 'products' | 'next'> => {
  if (products.length * MAX_PRODUCT_BYTES <= MAX_BYTES) return { products, next };
  let bytes = 0;
  const end = products.findIndex((product) => {
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(changeOf(product))));
    return bytes > MAX_BYTES;
  });
  if (end === -1) return { products, next };
  const page = products.slice(0, end);
  const last = page.at(-1);
  return { products: page, next: last && positionOf(last, isByChange) };
};

const positionOf = ({ summary, updatedAt }: ListedProduct, isByChange: boolean): ListPosition => ({
  id: summary.productId,
  ...(isByChange && { updatedAt }),
});

/** The address of the list as the client called it, with the cursor of the next page. */
const nextAddress = (event: APIGatewayProxyEvent, cursor: string): string => {
  const parameters = new URLSearchParams();
  const given = event.multiValueQueryStringParameters ?? {};
  for (const [name, values] of Object.entries(given))
    if (name !== 'cursor') for (const value of values ?? []) parameters.append(name, value);
  parameters.append('cursor', cursor);
  return `${calledPath(event)}?${parameters}`;
};
