import { SignJWT } from 'jose';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { instantOf, type Clock } from '@product-service/events';
import { authenticator, requireRole } from '@product-service/jwt';
import {
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  patchProduct,
  updateProduct,
  writeBatch,
  type ProductRepository,
} from '@product-service/product';
import {
  apiHandler,
  batchWritten,
  created,
  found,
  listed,
  ok,
  parseBatch,
  parseCreateProduct,
  parseDeleteProduct,
  parseListProducts,
  parsePatchProduct,
  parseProductId,
  parseUpdateProduct,
  patched,
  runBatch,
  updated,
  type ApiHandler,
} from '../index.js';

const SECRET = 'only for tests';
const authenticate = authenticator({
  secret: { current: async () => SECRET, renewed: async () => SECRET },
});
const authorize = requireRole('ADMIN', authenticate);

/** An Authorization header of a user of this type. */
export const signedInAs = async (userType: string, secret = SECRET, sub = 'alice'): Promise<string> => {
  const token = new SignJWT({ sub, user_type: userType }).setProtectedHeader({ alg: 'HS256' });
  return `Bearer ${await token.setIssuedAt().setExpirationTime('1m').sign(Buffer.from(secret))}`;
};

/** The routes, wired as in the Lambda functions. */
export const productApi = (
  products: ProductRepository,
  now: Clock = () => instantOf(new Date()),
): Record<string, ApiHandler> => {
  const dependencies = { products, now };
  return {
    'GET /product': apiHandler({
      parse: parseListProducts,
      run: listProducts(dependencies),
      reply: listed,
    }),
    'POST /product': apiHandler({
      authorize,
      parse: parseCreateProduct,
      run: createProduct(dependencies),
      reply: created,
    }),
    'PUT /product': apiHandler({
      authorize,
      parse: parseUpdateProduct,
      run: updateProduct(dependencies),
      reply: updated,
    }),
    'GET /product/{productId}': apiHandler({
      parse: parseProductId,
      run: getProduct(dependencies),
      reply: found,
    }),
    'PATCH /product/{productId}': apiHandler({
      authorize,
      parse: parsePatchProduct,
      run: patchProduct(dependencies),
      reply: patched,
    }),
    'DELETE /product/{productId}': apiHandler({
      authorize,
      parse: parseDeleteProduct,
      run: deleteProduct(dependencies),
      reply: () => ok('OK'),
    }),
    'POST /product/batch': apiHandler({
      authorize,
      parse: parseBatch,
      run: runBatch({
        write: writeBatch({ create: createProduct(dependencies), update: updateProduct(dependencies) }),
        checkRequests: (requests) => products.checkRequests(requests),
      }),
      reply: batchWritten,
    }),
  };
};

export interface TestRequest {
  readonly authorization?: string | undefined;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  /** Percent-encoded, as in the path. */
  readonly productId?: string;
  readonly headers?: Record<string, string>;
  /** E.g. `limit=2&ids=A&ids=B`. */
  readonly query?: string;
}

/** The event that a REST API sends for a request, with the fields that the handlers read. */
export const apiEvent = (route: string, request: TestRequest = {}): APIGatewayProxyEvent => {
  const [httpMethod = '', resource = ''] = route.split(' ');
  const headers: Record<string, string> = {
    ...(request.authorization !== undefined && { Authorization: request.authorization }),
    ...request.headers,
  };
  const query = new URLSearchParams(request.query);
  const values = Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
  const hasQuery = query.size > 0;
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod,
    resource,
    path: resource.replace('{productId}', request.productId ?? ''),
    queryStringParameters: hasQuery ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters: hasQuery ? values : null,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    pathParameters: request.productId === undefined ? null : { productId: request.productId },
    body: request.body ?? null,
    isBase64Encoded: request.isBase64Encoded ?? false,
    requestContext: { requestId: 'gateway-request' } as APIGatewayProxyEvent['requestContext'],
  };
  return event as APIGatewayProxyEvent;
};

export const lambdaContext = { awsRequestId: 'lambda-request' } as Context;

export interface TestResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The parsed body; `undefined` if it is empty. */
  readonly body: unknown;
  readonly data: unknown;
  readonly message: string;
}

/** Sends requests to the product API over `products`, and unwraps the envelope of the response. */
export const sendTo = (products: ProductRepository) => {
  const routes = productApi(products);
  return async (route: string, request: TestRequest = {}): Promise<TestResponse> => {
    const response = await routes[route]!(apiEvent(route, request), lambdaContext);
    const body: unknown = response.body === '' ? undefined : JSON.parse(response.body);
    const { data, message } = (body ?? {}) as Pick<TestResponse, 'data' | 'message'>;
    return { statusCode: response.statusCode, headers: response.headers ?? {}, body, data, message };
  };
};
