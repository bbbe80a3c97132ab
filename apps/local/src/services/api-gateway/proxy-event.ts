import type { IncomingMessage } from 'node:http';
import type { Match } from './routes.js';

/** The fields of an API in every event. */
export interface ApiIdentity {
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  /** Media types whose bodies become Base64. */
  readonly binaryMediaTypes: readonly string[];
}

/**
 * The event of a REST API (payload version 1.0) for a request. Path and path parameters stay percent-encoded, query
 * parameters are decoded, header names keep the client's spelling.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export const proxyEvent = (
  request: IncomingMessage,
  { resourceId, resourcePath, pathParameters }: Match,
  body: Buffer,
  requestId: string,
  { apiId, accountId, stage, stageVariables, binaryMediaTypes }: ApiIdentity,
) => {
  const [path = '', query = ''] = splitOnce(request.url ?? '/', '?');
  const headers = grouped(pairs(request.rawHeaders));
  const parameters = grouped([...new URLSearchParams(query)]);
  const isBinary = matchesMediaType(request.headers['content-type'], binaryMediaTypes);
  const now = new Date();
  return {
    resource: resourcePath,
    path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: lastOf(parameters),
    multiValueQueryStringParameters: parameters,
    pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : null,
    stageVariables,
    requestContext: {
      resourceId,
      resourcePath,
      httpMethod: request.method,
      requestId,
      extendedRequestId: requestId,
      requestTime: commonLogTime(now),
      requestTimeEpoch: now.getTime(),
      // The path of the client. It has no stage here, as with a custom domain.
      path,
      accountId,
      apiId,
      stage,
      protocol: `HTTP/${request.httpVersion}`,
      domainName: request.headers.host?.split(':')[0],
      domainPrefix: apiId,
      identity: { ...NO_IDENTITY, sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null },
    },
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && body.length > 0,
  };
};

/** `22/Nov/2026:10:28:52 +0000` */
const commonLogTime = (at: Date): string => {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

const NO_IDENTITY = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** `image/png` matches itself, `image/*` and `*\/*`. */
export const matchesMediaType = (header: string | undefined, mediaTypes: readonly string[]): boolean => {
  const type = header?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  return mediaTypes.some(
    (it) => it === '*/*' || it === type || (it.endsWith('/*') && type.startsWith(it.slice(0, -1))),
  );
};

const splitOnce = (text: string, separator: string): string[] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

/** Node's raw headers are a flat list: name, value, name, value … */
const pairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2] ?? '', flat[index * 2 + 1] ?? '']);

const grouped = (entries: readonly (readonly [string, string])[]): Record<string, string[]> | null => {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups.size > 0 ? Object.fromEntries(groups) : null;
};

const lastOf = (groups: Record<string, string[]> | null): Record<string, string | undefined> | null =>
  groups && Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1)]));
