import { z } from 'zod';
import type { HttpResponse } from '../../http/http-response.js';
import { matchesMediaType } from './proxy-event.js';

const HEADER = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format */
const RESULT = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), HEADER).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(HEADER)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** API Gateway sets these headers itself, and drops those of the function. */
const CONNECTION_HEADERS = new Set(['connection', 'content-length', 'transfer-encoding']);

/**
 * The HTTP response for a function's result. Undefined: the result is malformed, as API Gateway calls it.
 * @param accept As in the cloud, a Base64 body is decoded if the client accepts a binary media type.
 */
export const proxyResponse = (
  payload: string,
  accept: string | undefined,
  binaryMediaTypes: readonly string[],
): HttpResponse | undefined => {
  const { success, data } = RESULT.safeParse(JSON.parse(payload));
  if (!success) return undefined;
  const headers = [
    ...Object.entries(data.headers ?? {}).filter(([name]) => !data.multiValueHeaders?.[name]),
    ...Object.entries(data.multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    ),
  ].filter(([name]) => !CONNECTION_HEADERS.has(name.toLowerCase()));
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const isBinary = data.isBase64Encoded && matchesMediaType(accept, binaryMediaTypes);
  return {
    status: data.statusCode,
    headers: hasType ? headers : [['content-type', 'application/json'], ...headers],
    body: Buffer.from(data.body ?? '', isBinary ? 'base64' : 'utf8'),
  };
};
