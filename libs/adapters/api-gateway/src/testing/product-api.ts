import { SignJWT } from 'jose';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { instantOf } from '@product-service/events';
import { authenticator, requireRole } from '@product-service/jwt';
import {
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  updateProduct,
  type ProductRepository,
} from '@product-service/product';
import {
  apiHandler,
  created,
  listed,
  ok,
  parseCreateProduct,
  parseProductId,
  parseUpdateProduct,
  type ApiHandler,
} from '../index.js';

const SECRET = 'only for tests';
const authenticate = authenticator({
  secret: { current: async () => SECRET, renewed: async () => SECRET },
});
const authorize = requireRole('ADMIN', authenticate);

/** An Authorization header of a user of this type. */
export const signedInAs = async (userType: string, secret = SECRET): Promise<string> => {
  const token = new SignJWT({ sub: 'alice', user_type: userType }).setProtectedHeader({ alg: 'HS256' });
  return `Bearer ${await token.setIssuedAt().setExpirationTime('1m').sign(Buffer.from(secret))}`;
};

/** The routes, wired as in the Lambda functions. */
export const productApi = (products: ProductRepository): Record<string, ApiHandler> => {
  const now = () => instantOf(new Date());
  return {
    'GET /product': apiHandler({
      parse: () => undefined,
      run: listProducts({ products }),
      reply: listed,
    }),
    'POST /product': apiHandler({
      authorize,
      parse: parseCreateProduct,
      run: createProduct({ products, now }),
      // 201 even if the product existed: clients treat any other status as a failure.
      reply: ({ product }, event) => created(product, event),
    }),
    'PUT /product': apiHandler({
      authorize,
      parse: parseUpdateProduct,
      run: updateProduct({ products, now }),
      reply: ({ outcome, product }) =>
        outcome === 'updated' ? ok(product) : ok('OK', 'No updates required'),
    }),
    'GET /product/{productId}': apiHandler({
      parse: parseProductId,
      run: getProduct({ products }),
      reply: (result) => ok(result),
    }),
    'DELETE /product/{productId}': apiHandler({
      authorize,
      parse: parseProductId,
      run: deleteProduct({ products, now }),
      reply: () => ok('OK'),
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
}

/** The event that a REST API sends for a request, with the fields that the handlers read. */
export const apiEvent = (route: string, request: TestRequest = {}): APIGatewayProxyEvent => {
  const [httpMethod = '', resource = ''] = route.split(' ');
  const headers: Record<string, string> = {
    ...(request.authorization !== undefined && { Authorization: request.authorization }),
    ...request.headers,
  };
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod,
    resource,
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
  readonly data: unknown;
  readonly message: string;
}

/** Sends requests to the product API over `products`, and unwraps the envelope of the response. */
export const sendTo = (products: ProductRepository) => {
  const routes = productApi(products);
  return async (route: string, request: TestRequest = {}): Promise<TestResponse> => {
    const response = await routes[route]!(apiEvent(route, request), lambdaContext);
    const { data, message } = JSON.parse(response.body) as Pick<TestResponse, 'data' | 'message'>;
    return { statusCode: response.statusCode, headers: response.headers ?? {}, data, message };
  };
};
