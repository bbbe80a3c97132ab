import { CORS_HEADERS, TRUNCATED_HEADER } from '@product-service/api-gateway/cors-headers';
import type { oas31 } from 'zod-openapi';

const text = (description: string, example: string): oas31.HeaderObject => ({
  description,
  schema: { type: 'string', example },
});

/** Every header of an answer that clients can rely on. Values of CORS may grow, so the document does not fix them. */
export const HEADERS = {
  'Access-Control-Allow-Origin': {
    description: 'Pages of every origin may call the API.',
    schema: { type: 'string', const: CORS_HEADERS['Access-Control-Allow-Origin'] },
  },
  'Access-Control-Allow-Headers': text(
    'The headers that pages of other origins may send.',
    CORS_HEADERS['Access-Control-Allow-Headers'],
  ),
  'Access-Control-Allow-Methods': text(
    'The methods that pages of other origins may call.',
    CORS_HEADERS['Access-Control-Allow-Methods'],
  ),
  ETag: {
    description: 'The version of the product, in quotes.',
    schema: { type: 'string', pattern: '^"[0-9]+"$', example: '"3"' },
  },
  Link: {
    description: 'The address of the next page, as `<…>; rel="next"`. The last page has none.',
    schema: { type: 'string', example: '</api/product?limit=2&cursor=WyJGTEFUV0hJVEUiXQ>; rel="next"' },
  },
  Location: {
    description: 'The URL of the product, without the host. The id in it is percent-encoded.',
    schema: { type: 'string', format: 'uri-reference', example: '/api/product/CORTADO' },
  },
  'Retry-After': {
    description: 'Wait for this number of seconds before the next attempt.',
    schema: { type: 'integer', minimum: 0, example: 1 },
  },
  [TRUNCATED_HEADER]: {
    description: 'There are more products than one response holds, and the request had no `limit`.',
    schema: { type: 'string', const: 'true' },
  },
  'x-amzn-Remapped-WWW-Authenticate': {
    description: 'The scheme to authenticate with. API Gateway renames `WWW-Authenticate` to this name.',
    schema: { type: 'string', const: 'Bearer' },
  },
} as const satisfies Readonly<Record<string, oas31.HeaderObject>>;

export type HeaderName = keyof typeof HEADERS;

/** On every answer, errors included. */
export const CORS_NAMES = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
] as const satisfies readonly HeaderName[];
