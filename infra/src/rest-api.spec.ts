import { CORS_HEADERS, PREFLIGHT_HEADERS } from '@product-service/api-gateway/cors-headers';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const propertiesOf = (type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);
const resources = template.findResources('AWS::ApiGateway::Resource');
const methods = propertiesOf('AWS::ApiGateway::Method');

const pathOf = (resource: { Ref?: string }): string => {
  const { PathPart, ParentId } = resources[resource.Ref ?? '']?.Properties ?? {};
  return PathPart === undefined ? '' : `${pathOf(ParentId)}/${PathPart}`;
};

const quotedCors = (prefix: string, headers: Readonly<Record<string, string>> = CORS_HEADERS) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}.${name}`, `'${value}'`]));

it('routes as the contract says', () => {
  const routes = methods.map(({ HttpMethod, ResourceId, Integration }) => {
    const lambda = Integration.Uri?.['Fn::Join'][1].find((part: object) => 'Fn::GetAtt' in Object(part));
    return `${HttpMethod} ${pathOf(ResourceId)} → ${lambda ? nameOf(lambda) : Integration.Type}`;
  });
  expect(routes.sort()).toEqual([
    'DELETE /product/{productId} → ProductApiDeleteProduct',
    'GET /product → ProductApiListProducts',
    'GET /product/{productId} → ProductApiGetProduct',
    'HEAD /product → ProductApiListProducts',
    'HEAD /product/{productId} → ProductApiGetProduct',
    'OPTIONS /product → MOCK',
    'OPTIONS /product/{productId} → MOCK',
    'POST /product → ProductApiCreateProduct',
    'PUT /product → ProductApiUpdateProduct',
  ]);
});

it('answers OPTIONS with the CORS headers', () => {
  for (const { Integration, MethodResponses } of methods.filter(
    ({ HttpMethod }) => HttpMethod === 'OPTIONS',
  )) {
    const expected = quotedCors('method.response.header', PREFLIGHT_HEADERS);
    expect(Integration.IntegrationResponses).toEqual([{ StatusCode: '204', ResponseParameters: expected }]);
    expect(JSON.parse(Integration.RequestTemplates['application/json'])).toEqual({ statusCode: 204 });
    expect(Object.keys(MethodResponses[0].ResponseParameters)).toEqual(Object.keys(expected));
  }
});

it.each(['DEFAULT_4XX', 'DEFAULT_5XX'])("API Gateway's own %s have envelope and CORS headers", (type) => {
  const [response] = propertiesOf('AWS::ApiGateway::GatewayResponse').filter(
    ({ ResponseType }) => ResponseType === type,
  );
  expect(response?.ResponseParameters).toEqual(quotedCors('gatewayresponse.header'));
  const body = response?.ResponseTemplates['application/json']
    .replace('$context.error.responseType', 'THROTTLED')
    .replace('$context.error.messageString', '"Too \\"many\\" requests"');
  expect(JSON.parse(body)).toEqual({ data: 'THROTTLED', message: 'Too "many" requests' });
});

it('an unknown route is 404, in envelope and with CORS headers', () => {
  const [response] = propertiesOf('AWS::ApiGateway::GatewayResponse').filter(
    ({ ResponseType }) => ResponseType === 'MISSING_AUTHENTICATION_TOKEN',
  );
  expect(response?.StatusCode).toBe('404');
  expect(response?.ResponseParameters).toEqual(quotedCors('gatewayresponse.header'));
  expect(JSON.parse(response?.ResponseTemplates['application/json'])).toEqual({
    data: 'Not found',
    message: expect.any(String),
  });
});

it('lets API Gateway invoke each function on its own routes only', () => {
  const permissions = propertiesOf('AWS::Lambda::Permission');
  expect(permissions.map(({ FunctionName }) => nameOf(FunctionName)).sort()).toEqual([
    'ProductApiCreateProduct',
    'ProductApiDeleteProduct',
    'ProductApiGetProduct',
    'ProductApiGetProduct',
    'ProductApiListProducts',
    'ProductApiListProducts',
    'ProductApiUpdateProduct',
  ]);
});

it('takes 100 requests a second, and bursts of 200, for each method', () => {
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
