import { apiEvent } from '@product-service/api-gateway/testing';
import {
  requestsOf,
  operationsOf,
  readOpenApi,
  DOCUMENT_FILE,
  type RequestParts,
} from '@product-service/openapi-document/testing';
import { ATTACKS } from '@product-service/jwt/testing';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { hostileBody } from './bodies.js';
import { hostileHeaders, type Headers } from './headers.js';
import { hostileSegment } from './paths.js';
import { hostileQuery, type Query } from './queries.js';
import { hostileText, likelyName } from './texts.js';

const DOCUMENT = readOpenApi(DOCUMENT_FILE);

/** The routes of the document, e.g. `GET /product/{productId}`. */
export const ROUTES: readonly string[] = operationsOf(DOCUMENT).map(
  ({ method, path }) => `${method.toUpperCase()} ${path}`,
);

const ATTACK_COUNT = Object.values(ATTACKS).flat().length;

/** Who sends a request: an administrator, or the attack with this number. */
export type Sender = 'administrator' | number;

/** A request to one route, as API Gateway hands it to the function. The sender's token is added when it is sent. */
export interface HostileRequest {
  readonly sender: Sender;
  readonly event: APIGatewayProxyEvent;
}

const sender: fc.Arbitrary<Sender> = fc.oneof(
  { weight: 15, arbitrary: fc.constant('administrator' as const) },
  { weight: 1, arbitrary: fc.nat(ATTACK_COUNT - 1) },
);

/** Values of the document, with names and prices that occur again, so that requests meet. */
const bodiesOf = (route: string, documented: fc.Arbitrary<RequestParts>): fc.Arbitrary<unknown> => {
  const details = fc.record(
    {
      name: fc.oneof(likelyName, hostileText),
      price: fc.oneof(fc.constantFrom(1, 3.45, 1e9), fc.double({ min: 0.0001, max: 1e6 })),
    },
    { requiredKeys: [] },
  );
  const withId = fc
    .tuple(details, likelyName)
    .map(([some, name]) => ({ ...some, id: name.toUpperCase().replaceAll(' ', '') }));
  const likely =
    route === 'POST /product/batch'
      ? fc.record({
          items: fc.array(
            fc.record({
              action: fc.constantFrom('create', 'update'),
              product: fc.oneof(details, withId),
              ifVersion: fc.constantFrom(1, 2, null, undefined),
            }),
            { maxLength: 6 },
          ),
        })
      : fc.oneof(details, withId);
  return fc.oneof(
    documented.map(({ body }) => body),
    likely,
  );
};

/** Requests to a route: what the document allows, what it nearly allows, and anything. */
export const requestsTo = (route: string): fc.Arbitrary<HostileRequest> => {
  const found = operationsOf(DOCUMENT).find(
    ({ method, path }) => `${method.toUpperCase()} ${path}` === route,
  );
  if (!found) throw new Error(`The document has no ${route}.`);
  const documented = requestsOf(DOCUMENT, found.operation);
  const hasBody = found.operation.requestBody !== undefined;
  const hasId = found.path.includes('{productId}');
  const edited = fc
    .record({
      sender,
      headers: hostileHeaders,
      query: fc.option(hostileQuery, { freq: found.path === '/product' && found.method === 'get' ? 10 : 2 }),
      segment: hasId ? hostileSegment : fc.constant(undefined),
      content: hasBody
        ? hostileBody(bodiesOf(route, documented))
        : fc.oneof(
            { weight: 9, arbitrary: fc.constant(NO_BODY) },
            { weight: 1, arbitrary: hostileBody(fc.jsonValue()) },
          ),
    })
    .map(({ sender: by, headers, query, segment, content }) => ({
      sender: by,
      event: withHeaders(
        withQuery(
          { ...apiEvent(route, segment === undefined ? {} : { productId: segment }), ...content },
          query,
        ),
        headers,
      ),
    }));
  const asDocumented = documented.map((parts): HostileRequest => ({
    sender: 'administrator',
    event: eventOf(route, parts),
  }));
  return fc.oneof({ weight: 1, arbitrary: asDocumented }, { weight: 5, arbitrary: edited });
};

const NO_BODY = { body: null, isBase64Encoded: false };

const eventOf = (route: string, { path, query, header, body }: RequestParts): APIGatewayProxyEvent =>
  apiEvent(route, {
    body: body === undefined ? null : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...header },
    ...(path?.['productId'] !== undefined && { productId: encodeURIComponent(path['productId']) }),
    ...(query && { query: String(new URLSearchParams(query)) }),
  });

/** API Gateway hands over all values, and the last value of each name. */
const withHeaders = (event: APIGatewayProxyEvent, headers: Headers): APIGatewayProxyEvent => {
  const all = grouped(headers);
  return { ...event, multiValueHeaders: all, headers: lastOf(all) };
};

const withQuery = (event: APIGatewayProxyEvent, query: Query | null): APIGatewayProxyEvent => {
  if (!query || Object.keys(query).length === 0) return event;
  const all = grouped(
    Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  );
  return { ...event, multiValueQueryStringParameters: all, queryStringParameters: lastOf(all) };
};

const grouped = (entries: readonly (readonly [string, string])[]): Record<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
};

const lastOf = (groups: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));
