import { importOpenApi } from './open-api.js';

const lambda = {
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:…/invocations' },
};
const mock = {
  responses: { 200: { description: 'OK' } },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: {
      default: {
        statusCode: 200,
        responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        responseTemplates: { 'application/json': '{}' },
      },
    },
  },
};

it('reads methods and gateway responses as the properties of their CloudFormation types', () => {
  const body = {
    openapi: '3.0.1',
    info: { title: 'x', version: '1' },
    paths: { '/a/{id}': { get: lambda, options: mock, 'x-amazon-apigateway-any-method': lambda } },
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: { statusCode: '404', responseTemplates: { 'application/json': '{}' } },
    },
  };
  const Integration = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: 'arn:…/invocations' };
  expect(importOpenApi(body)).toEqual({
    methods: [
      { path: '/a/{id}', HttpMethod: 'GET', Integration },
      {
        path: '/a/{id}',
        HttpMethod: 'OPTIONS',
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode":200}' },
          IntegrationResponses: [
            {
              StatusCode: '200',
              ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
              ResponseTemplates: { 'application/json': '{}' },
            },
          ],
        },
      },
      { path: '/a/{id}', HttpMethod: 'ANY', Integration },
    ],
    gatewayResponses: [
      { ResponseType: 'DEFAULT_4XX', StatusCode: '404', ResponseTemplates: { 'application/json': '{}' } },
    ],
  });
});

it.each([
  [{ paths: {}, servers: [] }, 'an unknown part: Body.servers'],
  [{ paths: { '/a': { trace: lambda } } }, 'an unknown method: /a.trace'],
  [{ paths: { '/a': { get: {} } } }, 'no object at /a.get.x-amazon-apigateway-integration'],
  [{ paths: { '/a': { get: { ...lambda, security: [{ key: [] }] } } } }, 'an unknown part: /a.get.security'],
  [
    {
      paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'http', timeoutInMillis: 50 } } } },
    },
    'an unknown part: /a.get.x-amazon-apigateway-integration.timeoutInMillis',
  ],
  [{}, 'no object at paths'],
])('refuses %j', (body, message) => {
  expect(() => importOpenApi(body)).toThrow(message);
});
