import { CORS_HEADERS, PREFLIGHT_HEADERS } from '@product-service/api-gateway/cors-headers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesOf, routesOf } from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const propertiesOf = (type: string) => resourcesOf(template, type).map(({ properties }) => properties);
const routes = routesOf(template);
const functionRoutes = routes.filter(({ handler }) => handler !== undefined);

const quotedCors = (prefix: string, headers: Readonly<Record<string, string>> = CORS_HEADERS) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}.${name}`, `'${value}'`]));

it('has the routes that clients rely on', () => {
  expect(functionRoutes.map(({ method, path, handler }) => `${method} ${path} → ${handler}`)).toEqual(
    expect.arrayContaining([
      'DELETE /product/{productId} → ProductApiDeleteProduct',
      'PATCH /product/{productId} → ProductApiPatchProduct',
      'POST /product/batch → ProductApiWriteProductBatch',
      'GET /product → ProductApiListProducts',
      'GET /product/{productId} → ProductApiGetProduct',
      'POST /product → ProductApiCreateProduct',
      'PUT /product → ProductApiUpdateProduct',
    ]),
  );
});

it('has exactly the routes of docs/contract.md', () => {
  const contract = readFileSync(join(__dirname, '../../docs/contract.md'), 'utf8');
  const documented = [...contract.matchAll(/^\| `(GET|POST|PUT|PATCH|DELETE) (\/[^` ]*)`/gm)].map(
    ([, method, path]) => `${method} ${path}`,
  );
  const deployed = functionRoutes
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, path }) => `${method} ${path}`);
  expect(deployed.toSorted()).toEqual(documented.toSorted());
});

it('serves HEAD with the function of GET, and answers OPTIONS on every path itself', () => {
  const answering = (method: string) =>
    routes
      .filter((route) => route.method === method)
      .map(({ path, handler }) => `${path} → ${handler}`)
      .sort();
  expect(answering('HEAD')).toEqual(answering('GET'));
  const paths = [...new Set(functionRoutes.map(({ path }) => path))];
  expect(answering('OPTIONS')).toEqual(paths.map((path) => `${path} → undefined`).sort());
});

it('answers OPTIONS with the CORS headers', () => {
  for (const { properties } of routes.filter(({ method }) => method === 'OPTIONS')) {
    const { Integration, MethodResponses } = properties;
    expect(Integration.Type).toBe('MOCK');
    const expected = quotedCors('method.response.header', PREFLIGHT_HEADERS);
    expect(Integration.IntegrationResponses).toEqual([
      {
        StatusCode: '200',
        ResponseParameters: expected,
        ResponseTemplates: { 'application/json': '{}' },
      },
    ]);
    expect(JSON.parse(Integration.RequestTemplates['application/json'])).toEqual({ statusCode: 200 });
    expect(Object.keys(MethodResponses[0].ResponseParameters)).toEqual(Object.keys(expected));
  }
});

it.each(['DEFAULT_4XX', 'DEFAULT_5XX'])(
  "API Gateway's own %s responses have the envelope and the CORS headers",
  (type) => {
    const [response] = propertiesOf('AWS::ApiGateway::GatewayResponse').filter(
      ({ ResponseType }) => ResponseType === type,
    );
    expect(response?.ResponseParameters).toEqual(quotedCors('gatewayresponse.header'));
    const body = response?.ResponseTemplates['application/json']
      .replaceAll('$context.error.responseType', 'THROTTLED')
      .replaceAll('$context.error.messageString', '"Too \\"many\\" requests"');
    const message = 'Too "many" requests';
    const errors = [{ path: '', code: 'gateway/THROTTLED', message }];
    expect(JSON.parse(body)).toEqual({ data: 'THROTTLED', message, errors });
  },
);

it('an unknown route is 404, with the envelope and the CORS headers', () => {
  const [response] = propertiesOf('AWS::ApiGateway::GatewayResponse').filter(
    ({ ResponseType }) => ResponseType === 'MISSING_AUTHENTICATION_TOKEN',
  );
  expect(response?.StatusCode).toBe('404');
  expect(response?.ResponseParameters).toEqual(quotedCors('gatewayresponse.header'));
  expect(JSON.parse(response?.ResponseTemplates['application/json'])).toEqual({
    data: 'Not found',
    message: expect.any(String),
    errors: [{ path: '', code: 'gateway/not-found', message: expect.any(String) }],
  });
});

it('a function that is throttled or fails is 503 with Retry-After, because a client should try again', () => {
  const [response] = propertiesOf('AWS::ApiGateway::GatewayResponse').filter(
    ({ ResponseType }) => ResponseType === 'INTEGRATION_FAILURE',
  );
  expect(response?.StatusCode).toBe('503');
  expect(response?.ResponseParameters).toEqual({
    ...quotedCors('gatewayresponse.header'),
    'gatewayresponse.header.Retry-After': "'1'",
  });
  const message = expect.stringContaining('Idempotency-Key');
  expect(JSON.parse(response?.ResponseTemplates['application/json'])).toEqual({
    data: 'Service unavailable',
    message,
    errors: [{ path: '', code: 'gateway/INTEGRATION_FAILURE', message }],
  });
});

it('lets API Gateway invoke each function on its own routes only', () => {
  const allowed = propertiesOf('AWS::Lambda::Permission').map(({ FunctionName, Principal, SourceArn }) => {
    const route = SourceArn['Fn::Join'][1].at(-1).replaceAll('*', '{…}');
    return `${Principal} invokes ${nameOf(FunctionName)} on ${route}`;
  });
  const expected = functionRoutes.map(
    ({ method, path, handler }) =>
      `apigateway.amazonaws.com invokes ${handler} on /${method}${path.replaceAll(/{\w+}/g, '{…}')}`,
  );
  expect(allowed.sort()).toEqual(expected.sort());
});

it('accepts 100 requests per second and bursts of 200, per method', () => {
  const [stage] = propertiesOf('AWS::ApiGateway::Stage');
  expect(stage?.MethodSettings).toEqual([
    expect.objectContaining({
      HttpMethod: '*',
      ResourcePath: '/*',
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    }),
  ]);
});
