import type { Deployment } from '@product-service/deployment';
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

export interface Route {
  /** A `GET` route also serves `HEAD`: API Gateway omits the body. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly handler: InstrumentedFunction;
}

export interface RestApiProps {
  readonly deployment: Deployment;
  readonly routes: readonly Route[];
}

const TRACES_REPLACE_LOGS =
  'Every request that reaches a function is a trace in Datadog, with its payload; alarms cover the rest. ' +
  'Access logs would need a role in the account-wide settings of API Gateway, which one stack should not change.';
const FUNCTIONS_AUTHORISE =
  'Everyone may read. Writing needs a token signed with the secret that the services share, and the functions verify it.';
const EXEMPTIONS = [
  ['APIG1', TRACES_REPLACE_LOGS],
  ['APIG2', 'The functions validate requests and answer what is wrong; they limit the size of bodies.'],
  [
    'APIG3',
    'The owner of the account decides about a web ACL; without traffic it would cost as much as the whole service.',
  ],
  ['APIG4', FUNCTIONS_AUTHORISE],
  ['APIG6', TRACES_REPLACE_LOGS],
  ['COG4', FUNCTIONS_AUTHORISE],
] as const;

/** Per five minutes, i.e. ten per second. API Gateway has no separate metric for 429. */
const MANY_CLIENT_ERRORS = 3000;
/** A cold start with a new database connection is faster. */
const SLOW_MS = 5000;

/** The REST API: routes to functions. Every response has the CORS headers, including API Gateway's own. */
export class RestApi extends Construct {
  constructor(scope: Construct, id: string, { deployment, routes }: RestApiProps) {
    super(scope, id);
    const api = new ApiGatewayRestApi(this, 'Api', {
      restApiName: Stack.of(this).stackName,
      endpointTypes: [EndpointType.REGIONAL],
      deployOptions: {
        stageName: 'api',
        // Per method and path. Few requests are cold starts, which open a database connection: Aurora DSQL accepts 100
        // new connections per second, and bursts of 1,000.
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
      // `messageString` is already quoted and escaped.
      answerInEnvelope(api, type, {
        data: '$context.error.responseType',
        code: 'gateway/$context.error.responseType',
        message: '$context.error.messageString',
      });
    }
    // API Gateway's response type for an unknown path or method.
    answerInEnvelope(api, ResponseType.MISSING_AUTHENTICATION_TOKEN, {
      data: 'Not found',
      code: 'gateway/not-found',
      message: '"Nothing is at this address, or not by this method."',
      statusCode: '404',
    });

    // Lambda throttled the function, or the function failed. API Gateway's own answers, 500 and 502, would say that there is a bug.
    answerInEnvelope(api, ResponseType.INTEGRATION_FAILURE, {
      data: 'Service unavailable',
      code: 'gateway/INTEGRATION_FAILURE',
      message: JSON.stringify(
        'The service is busy, or a function has failed. A write may have happened or not. Try again, a write with the same Idempotency-Key.',
      ),
      statusCode: '503',
      headers: { 'Retry-After': '1' },
    });

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

    // Replaces CDK's output, which ends in a slash: clients append the path.
    api.node.tryRemoveChild('Endpoint');
    const endpoint = api.urlForPath().replace(/\/$/, '');
    new StringParameter(this, 'Endpoint', {
      parameterName: parameterNames(deployment.env).apiEndpoint,
      stringValue: endpoint,
    });
    new CfnOutput(this, 'Url', { key: 'ApiEndpoint', value: endpoint });
  }
}

/** Adds `OPTIONS`, which API Gateway answers itself. */
const answerPreflight = (api: ApiGatewayRestApi, path: string): void => {
  const headers = Object.entries(PREFLIGHT_HEADERS).map(
    ([name, value]) => [`method.response.header.${name}`, quoted(value)] as const,
  );
  const integration = new MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    integrationResponses: [
      {
        statusCode: '200',
        responseParameters: Object.fromEntries(headers),
        responseTemplates: { 'application/json': '{}' },
      },
    ],
  });
  api.root.resourceForPath(path).addMethod('OPTIONS', integration, {
    methodResponses: [
      { statusCode: '200', responseParameters: Object.fromEntries(headers.map(([name]) => [name, true])) },
    ],
  });
};

interface GatewayError {
  readonly data: string;
  readonly code: string;
  /** As JSON. */
  readonly message: string;
  readonly statusCode?: string;
  /** Besides those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gives API Gateway's own responses (unknown route, throttled, function failed) the format of our errors. */
const answerInEnvelope = (
  api: ApiGatewayRestApi,
  type: ResponseType,
  { data, code, message, statusCode, headers }: GatewayError,
): void => {
  const errors = `[{"path":"","code":"${code}","message":${message}}]`;
  api.addGatewayResponse(type.responseType, {
    type,
    ...(statusCode && { statusCode }),
    responseHeaders: Object.fromEntries(
      Object.entries({ ...CORS_HEADERS, ...headers }).map(([name, value]) => [name, quoted(value)]),
    ),
    templates: { 'application/json': `{"data":"${data}","message":${message},"errors":${errors}}` },
  });
};

/** A constant in API Gateway's mapping syntax. */
const quoted = (value: string): string => `'${value}'`;
