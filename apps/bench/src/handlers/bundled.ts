import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { SignJWT } from 'jose';
import { JWT_SECRET } from '../parts/aws-answers.js';
import { loadHandler } from '../parts/bundles.js';
import { LIST_LENGTH, nameOf, type Execute } from './operations.js';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The handlers as deployed, called in this process with the events of API Gateway. */
export const bundledOperations = async (endpoint: string): Promise<Execute> => {
  const variables = { JWT_SECRET_PARAM_NAME: '/jwt', OUTBOX_QUEUE_URL: `${endpoint}/1/outbox.fifo` };
  const load = (name: string): Handler => loadHandler<Handler>(`product-api/${name}`, variables);
  const [get, list] = [load('get-product'), load('list-products')];
  const [create, update, remove] = [load('create-product'), load('update-product'), load('delete-product')];
  const authorization = `Bearer ${await adminToken()}`;

  const call = async (handler: Handler, event: Partial<APIGatewayProxyEvent>): Promise<void> => {
    const { statusCode, body } = await handler(proxyEvent(authorization, event), CONTEXT);
    if (statusCode >= 300) throw new Error(`The handler answered ${statusCode}: ${body}`);
  };
  let price = 1;
  return {
    get: (id) => call(get, { httpMethod: 'GET', pathParameters: { productId: id } }),
    list: () =>
      call(list, {
        httpMethod: 'GET',
        queryStringParameters: { limit: String(LIST_LENGTH) },
        multiValueQueryStringParameters: { limit: [String(LIST_LENGTH)] },
      }),
    create: (id) =>
      call(create, { httpMethod: 'POST', body: JSON.stringify({ id, name: nameOf(id), price: 1 }) }),
    update: (id) =>
      call(update, {
        httpMethod: 'PUT',
        body: JSON.stringify({ id, name: nameOf(id), price: (price += 1) }),
      }),
    delete: (id) => call(remove, { httpMethod: 'DELETE', pathParameters: { productId: id } }),
  };
};

export const adminToken = (): Promise<string> =>
  new SignJWT({ sub: 'bench', user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(Buffer.from(JWT_SECRET));

const CONTEXT = { awsRequestId: 'request', getRemainingTimeInMillis: () => 29_000 } as Context;

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
