import type { ListProducts } from '@product-service/product';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { decodeCursor } from './list-cursor.js';
import { percentDecoded } from './product-requests.js';
import { listQuery } from './schemas/requests.js';
import { validated } from './validated.js';

/** The query parameters of the list. Unknown ones are ignored. @throws RequestError */
export const parseListProducts = (event: APIGatewayProxyEvent): ListProducts => {
  const { cursor, ...query } = validated(listQuery, parametersOf(event), {
    code: 'request/invalid-parameter',
  });
  const isByChange = query.updatedSince !== undefined && !query.ids;
  return { ...query, ...(cursor !== undefined && decodeCursor(cursor, isByChange)) };
};

/** Each parameter with its value, or its values if it is given more than once. `ids` is always a list. */
const parametersOf = ({
  multiValueQueryStringParameters,
  queryStringParameters,
}: APIGatewayProxyEvent): Record<string, unknown> => {
  const all = multiValueQueryStringParameters ?? queryStringParameters ?? {};
  const parameters = Object.entries(all).flatMap(([name, value]) => {
    const values = [value ?? []].flat();
    if (values.length === 0) return [];
    if (name === 'ids') return [[name, values.flatMap(idsIn)] as const];
    return [[name, values.length === 1 ? values[0] : values] as const];
  });
  return Object.fromEntries(parameters);
};

/** Separated by commas. In an id, a comma or a percent sign is percent-encoded. */
const idsIn = (text: string): string[] => text.split(',').map((id) => percentDecoded(id, 'ids'));
