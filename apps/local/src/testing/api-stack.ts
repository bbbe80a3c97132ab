import { CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import { LambdaRestApi, ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { functionOf } from './synthesize.js';

/** Answers with its event, context and environment, or as the query parameter `do` requests. */
const API = `
exports.handler = async (event, { getRemainingTimeInMillis, ...context }) => {
  const answer = (value) => ({ statusCode: 200, body: JSON.stringify(value) });
  switch (event.queryStringParameters?.do) {
    case 'throw': throw new TypeError('deliberate failure');
    case 'malformed': return { body: 'no status' };
    case 'hang': return new Promise(() => {});
    case 'crash': process.exit(3);
    case 'require': return answer(require('zod') !== undefined);
    case 'cookies': return { statusCode: 201, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } };
    default: return answer({ event, context, remaining: getRemainingTimeInMillis(), environment: process.env, pid: process.pid });
  }
};`;

const CUSTOM_RESOURCE = `
exports.handler = async ({ ResponseURL, RequestType, StackId, RequestId, LogicalResourceId, ResourceProperties }) => {
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: 'SUCCESS', PhysicalResourceId: 'physical', StackId, RequestId, LogicalResourceId,
    Data: { Answer: RequestType + ' ' + JSON.stringify(ResourceProperties.Given) },
  }) });
};`;

/** An API with gateway responses, SSM parameters and a custom resource. */
export const apiStack = (stack: Stack): void => {
  const secret = new Secret(stack, 'JwtSecret');
  const jwtSecret = new StringParameter(stack, 'JwtParameter', {
    parameterName: '/test/jwt-secret',
    stringValue: secret.secretValue.unsafeUnwrap(),
  });
  const api = functionOf(stack, 'ApiFunction', API, {
    functionName: 'api',
    timeout: Duration.seconds(29),
    environment: { JWT_SECRET_PARAM_NAME: jwtSecret.parameterName },
  });
  const rest = new LambdaRestApi(stack, 'Rest', {
    handler: api,
    proxy: false,
    defaultCorsPreflightOptions: { allowOrigins: ['*'] },
  });
  rest.addGatewayResponse('Errors', {
    type: ResponseType.DEFAULT_4XX,
    responseHeaders: { 'Access-Control-Allow-Origin': "'*'" },
    templates: { 'application/json': '{"data":"failed","message":$context.error.messageString}' },
  });
  const product = rest.root.addResource('product');
  product.addMethod('GET');
  product.addMethod('POST');
  product.addResource('{productId}').addMethod('GET');
  new StringParameter(stack, 'ApiEndpoint', {
    parameterName: '/test/api-endpoint',
    stringValue: rest.url.slice(0, -1),
  });

  const provider = functionOf(stack, 'Provider', CUSTOM_RESOURCE);
  const custom = new CustomResource(stack, 'Custom', {
    serviceToken: provider.functionArn,
    resourceType: 'Custom::Answer',
    properties: { Given: { number: 1, flag: true } },
  });
  new StringParameter(stack, 'CustomAnswer', {
    parameterName: '/test/custom-answer',
    stringValue: custom.getAttString('Answer'),
  });
};
