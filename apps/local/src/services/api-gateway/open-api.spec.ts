import { CfnOutput, CfnResource, Fn } from 'aws-cdk-lib';
import { ApiDefinition, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { startLocal, type RunningLocal } from '../../testing/start-local.js';
import { functionOf, synthesize } from '../../testing/synthesize.js';

const ECHO = `exports.handler = async ({ httpMethod, resource, pathParameters }) => ({
  statusCode: 200, body: JSON.stringify({ httpMethod, resource, pathParameters }) });`;
const CORS = { 'method.response.header.Access-Control-Allow-Origin': "'*'" };

let local: RunningLocal;
beforeAll(async () => {
  const assembly = synthesize((stack) => {
    const echo = functionOf(stack, 'Echo', ECHO);
    echo.addPermission('Api', { principal: new ServicePrincipal('apigateway.amazonaws.com') });
    // What the SAM translator writes for AutoPublishAlias.
    const version = new CfnResource(stack, 'Version', {
      type: 'AWS::Lambda::Version',
      properties: { FunctionName: echo.functionName },
    });
    const alias = new CfnResource(stack, 'Alias', {
      type: 'AWS::Lambda::Alias',
      properties: {
        FunctionName: echo.functionName,
        FunctionVersion: version.getAtt('Version'),
        Name: 'live',
      },
    });
    const lambda = (arn: string) => ({
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: Fn.sub('arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Arn}/invocations', {
          Arn: arn,
        }),
      },
    });
    const preflight = {
      'x-amazon-apigateway-integration': {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
        responses: {
          default: {
            statusCode: '200',
            responseParameters: CORS,
            responseTemplates: { 'application/json': '{}' },
          },
        },
      },
    };
    new SpecRestApi(stack, 'Api', {
      apiDefinition: ApiDefinition.fromInline({
        openapi: '3.0.1',
        info: { title: 'Api', version: '1' },
        paths: {
          '/things/{id}': { get: lambda(echo.functionArn), options: preflight },
          '/things': { post: lambda(alias.ref) },
        },
        'x-amazon-apigateway-gateway-responses': {
          MISSING_AUTHENTICATION_TOKEN: {
            statusCode: '404',
            responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
            responseTemplates: { 'application/json': '{"data":"Not found"}' },
          },
        },
      }),
    });
    new CfnOutput(stack, 'Unused', { value: version.ref });
  });
  local = await startLocal({ assembly });
}, 60_000);
afterAll(() => local?.stop());

describe('an API that is defined by an OpenAPI document', () => {
  it.each([
    ['GET', '/things/7', { httpMethod: 'GET', resource: '/things/{id}', pathParameters: { id: '7' } }],
    ['POST', '/things', { httpMethod: 'POST', resource: '/things', pathParameters: null }],
  ])('passes %s %s to the function, or to the alias of one', async (method, path, expected) => {
    const response = await fetch(`${local.api}${path}`, { method });
    expect(await response.json()).toEqual(expected);
  });

  it('answers OPTIONS and unknown paths itself', async () => {
    const preflight = await fetch(`${local.api}/things/7`, { method: 'OPTIONS' });
    expect([preflight.status, await preflight.json()]).toEqual([200, {}]);
    const unknown = await fetch(`${local.api}/nowhere`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { data: 'Not found' }]);
    for (const { headers } of [preflight, unknown]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});
