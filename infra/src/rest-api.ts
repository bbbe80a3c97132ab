import { CORS_HEADERS, PREFLIGHT_HEADERS } from '@product-service/api-gateway/cors-headers';
import { parameterNames } from '@product-service/environment';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  MockIntegration,
  ResponseType,
  RestApi as ApiGatewayRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { exempt } from './constructs/exempt.js';
import type { InstrumentedFunction } from './constructs/instrumented-function.js';
import { OperatorAlarm, sumOver } from './constructs/operator-alarm.js';
import type { Deployment } from './deployment.js';

export interface Route {
  /** `GET` answers `HEAD`, too: API Gateway leaves the body out. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly handler: InstrumentedFunction;
}

export interface RestApiProps {
  readonly deployment: Deployment;
  readonly routes: readonly Route[];
}

const TRACES_TELL =
  'Every request that reaches a function is a trace in Datadog, payload included; alarms tell of the rest. ' +
  'Logs of API Gateway would be in CloudWatch, by a role for the whole account that is not for one stack to set.';
const FUNCTIONS_CHECK_TOKENS =
  'Reading is for everyone. What is for admins takes tokens signed with a secret that services share: the functions check them.';
const EXEMPTIONS = [
  ['APIG1', TRACES_TELL],
  ['APIG2', 'The functions check requests, and their answers say what is wrong; the body may have 64 KiB.'],
  [
    'APIG3',
    'What a web ACL lets through is for the account to decide; at rest it would cost as much as all else here.',
  ],
  ['APIG4', FUNCTIONS_CHECK_TOKENS],
  ['APIG6', TRACES_TELL],
  ['COG4', FUNCTIONS_CHECK_TOKENS],
] as const;

/** In five minutes: ten a second. API Gateway has no metric of its own for 429. */
const MANY_CLIENT_ERRORS = 3000;
/** A cold start with a database connection takes less. */
const SLOW_MS = 5000;

/** The REST API: routes to functions. Every answer, API Gateway's own included, has the CORS headers. */
export class RestApi extends Construct {
  constructor(scope: Construct, id: string, { deployment, routes }: RestApiProps) {
    super(scope, id);
    const api = new ApiGatewayRestApi(this, 'Api', {
      restApiName: Stack.of(this).stackName,
      endpointTypes: [EndpointType.REGIONAL],
      deployOptions: {
        stageName: 'api',
        // For each method of each path, not for all together. Few requests are cold starts, which open a database
        // connection: Aurora DSQL accepts 100 new ones a second, and 1,000 at once.
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
      },
    });
    for (const { method, path, handler } of routes) {
      const integration = new LambdaIntegration(handler, { allowTestInvoke: false });
      const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
      for (const each of methods) api.root.resourceForPath(path).addMethod(each, integration);
    }
    for (const path of new Set(routes.map((route) => route.path))) answerPreflight(api, path);
    for (const type of [ResponseType.DEFAULT_4XX, ResponseType.DEFAULT_5XX]) {
      // `messageString` comes with its quotes, escaped.
      answerInEnvelope(api, type, '$context.error.responseType', '$context.error.messageString');
    }
    // So API Gateway calls an unknown path, or method of one.
    const unknown = '"Nothing is at this address, or not by this method."';
    answerInEnvelope(api, ResponseType.MISSING_AUTHENTICATION_TOKEN, 'Not found', unknown, '404');

    for (const [rule, reason] of EXEMPTIONS) exempt(api, rule, reason);

    new OperatorAlarm(this, 'ServerErrors', {
      entry: 'server-errors',
      metric: api.metricServerError(sumOver(5)),
      threshold: 5,
    });
    new OperatorAlarm(this, 'ClientErrors', {
      entry: 'client-errors',
      metric: api.metricClientError(sumOver(5)),
      threshold: MANY_CLIENT_ERRORS,
    });
    new OperatorAlarm(this, 'Slow', {
      entry: 'slow-answers',
      metric: api.metricLatency({ period: Duration.minutes(5), statistic: 'p99' }),
      threshold: SLOW_MS,
      periods: [3, 3],
    });

    // CDK's own output ends in a slash, and clients append the path.
    api.node.tryRemoveChild('Endpoint');
    const endpoint = api.urlForPath().replace(/\/$/, '');
    new StringParameter(this, 'Endpoint', {
      parameterName: parameterNames(deployment.env).apiEndpoint,
      stringValue: endpoint,
    });
    new CfnOutput(this, 'Url', { key: 'ApiEndpoint', value: endpoint });
  }
}

/** `OPTIONS`, answered by API Gateway itself. */
const answerPreflight = (api: ApiGatewayRestApi, path: string): void => {
  const headers = Object.entries(PREFLIGHT_HEADERS).map(
    ([name, value]) => [`method.response.header.${name}`, quoted(value)] as const,
  );
  const integration = new MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode":204}' },
    integrationResponses: [{ statusCode: '204', responseParameters: Object.fromEntries(headers) }],
  });
  api.root.resourceForPath(path).addMethod('OPTIONS', integration, {
    methodResponses: [
      { statusCode: '204', responseParameters: Object.fromEntries(headers.map(([name]) => [name, true])) },
    ],
  });
};

/** What API Gateway answers by itself (unknown route, throttled, function failed) looks like our own errors. */
const answerInEnvelope = (
  api: ApiGatewayRestApi,
  type: ResponseType,
  data: string,
  message: string,
  statusCode?: string,
): void => {
  api.addGatewayResponse(type.responseType, {
    type,
    statusCode,
    responseHeaders: Object.fromEntries(
      Object.entries(CORS_HEADERS).map(([name, value]) => [name, quoted(value)]),
    ),
    templates: { 'application/json': `{"data":"${data}","message":${message}}` },
  });
};

/** A constant, in API Gateway's notation. */
const quoted = (value: string): string => `'${value}'`;
