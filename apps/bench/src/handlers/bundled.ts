import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { loadHandler } from '../parts/bundles.js';
import { LIST_LENGTH, nameOf, type Execute } from './operations.js';
import { adminAuthorization, CONTEXT, proxyEvent } from './requests.js';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The handlers as deployed, called in this process with the events of API Gateway. */
export const bundledOperations = async (endpoint: string): Promise<Execute> => {
  const variables = { JWT_SECRET_PARAM_NAME: '/jwt', OUTBOX_QUEUE_URL: `${endpoint}/1/outbox.fifo` };
  const load = (name: string): Handler => loadHandler<Handler>(`product-api/${name}`, variables);
  const [get, list] = [load('get-product'), load('list-products')];
  const [create, update, remove] = [load('create-product'), load('update-product'), load('delete-product')];
  const authorization = await adminAuthorization();

  const call = async (handler: Handler, event: Partial<APIGatewayProxyEvent>): Promise<void> => {
    const { statusCode, body } = await handler(proxyEvent(authorization, event), CONTEXT);
    if (statusCode >= 300) throw new Error(`The handler answered ${statusCode}: ${body}`);
  };
  let price = 1;
  const limit = String(LIST_LENGTH);
  return {
    get: (id) => call(get, { httpMethod: 'GET', pathParameters: { productId: id } }),
    list: () =>
      call(list, {
        httpMethod: 'GET',
        queryStringParameters: { limit },
        multiValueQueryStringParameters: { limit: [limit] },
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
