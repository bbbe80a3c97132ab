import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { SignJWT } from 'jose';
import { JWT_SECRET } from '../parts/aws-answers.js';

export const CONTEXT = { awsRequestId: 'request', getRemainingTimeInMillis: () => 29_000 } as Context;

/** The value of the `Authorization` header of an administrator. */
export const adminAuthorization = async (): Promise<string> =>
  `Bearer ${await new SignJWT({ sub: 'bench', user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(Buffer.from(JWT_SECRET))}`;

/** The fields that API Gateway sends and the handlers read, with the headers of a usual client. */
export const proxyEvent = (
  authorization: string,
  event: Partial<APIGatewayProxyEvent>,
): APIGatewayProxyEvent => {
  const headers = {
    Authorization: authorization,
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'User-Agent': 'bench',
    Host: 'localhost',
  };
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return {
    resource: '/product',
    path: '/product',
    headers,
    multiValueHeaders,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    isBase64Encoded: false,
    body: null,
    requestContext: { requestId: 'request', path: '/product' },
    ...event,
  } as APIGatewayProxyEvent;
};
