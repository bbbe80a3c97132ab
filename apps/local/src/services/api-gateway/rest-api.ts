import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { arnOf } from '../../core/account.js';
import { MAXIMUM_PAYLOAD_BYTES } from '../lambda/index.js';
import { BodyTooLargeError, readBody, type Reject } from '../../http/http-server.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import { type GatewayResponses, gatewayResponses } from './gateway-responses.js';
import type { HttpResponse } from '../../http/http-response.js';
import { observedRequests } from './observed-requests.js';
import { type ApiIdentity, proxyEvent } from './proxy-event.js';
import { proxyResponse } from './proxy-response.js';
import { type Match, type Routes, routes } from './routes.js';
import type { Throttle } from './throttle.js';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** The REST API of the template. It is served over plain HTTP, and its paths do not begin with the stage. */
export interface RestApi {
  readonly routes: Routes;
  readonly gatewayResponses: GatewayResponses;
  readonly throttle: Throttle;
  /** Ids of the validators that check parameters. */
  readonly parameterValidators: Set<string>;
  /** @throws Error for a second API. */
  define(apiId: string, binaryMediaTypes: readonly string[]): void;
  setStage(name: string, variables: Readonly<Record<string, string>> | null): void;
  /** Undefined: the template has no API, or it is not deployed yet. */
  readonly id: string | undefined;
  readonly listener: RequestListener;
  readonly reject: Reject;
}

export const restApi = (
  { account, time, log, observer }: Pick<ServiceContext, 'account' | 'time' | 'log' | 'observer'>,
  throttle: Throttle,
  policies: Policies,
): RestApi => {
  const table = routes();
  const errors = gatewayResponses();
  const observed = observedRequests(observer);
  let identity: ApiIdentity | undefined;

  const answer = async (
    request: IncomingMessage,
    body: Buffer | undefined,
    requestId: string,
  ): Promise<HttpResponse> => {
    if (!body) return errors.render('REQUEST_TOO_LARGE', requestId);
    const path = request.url?.split('?')[0] ?? '/';
    const match = table.match(request.method ?? '', path);
    if (!match || !identity) return errors.render('MISSING_AUTHENTICATION_TOKEN', requestId);
    if (!throttle.accepts(request.method ?? '', match.resourcePath)) {
      return errors.render('THROTTLED', requestId);
    }
    const missing = match.method.requiredParameters.filter((name) => !hasParameter(request, name));
    if (missing.length > 0) {
      const names = missing.map((name) => name.split('.')[1]).join(', ');
      return errors.render(
        'BAD_REQUEST_PARAMETERS',
        requestId,
        `Missing required request parameters: [${names}]`,
      );
    }
    return integrate(request, match, body, requestId, identity);
  };

  const integrate = async (
    request: IncomingMessage,
    match: Match,
    body: Buffer,
    requestId: string,
    api: ApiIdentity,
  ): Promise<HttpResponse> => {
    const { integration } = match.method;
    if (integration.kind === 'mock') {
      const { status, headers, body: text } = integration;
      return { status, headers: Object.entries(headers), body: Buffer.from(text) };
    }
    const { name, arn } = integration.function;
    const method = `${api.apiId}/${api.stage}/${request.method}${match.resourcePath}`;
    const denial = policies.enforce(`API, for ${name}`, {
      principal: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resource: arn,
      source: arnOf(account, 'execute-api', method),
    });
    if (denial !== undefined) return errors.render('API_CONFIGURATION_ERROR', requestId);
    const event = proxyEvent(request, match, body, requestId, api);
    if (Buffer.byteLength(JSON.stringify(event)) > MAXIMUM_PAYLOAD_BYTES) {
      return errors.render('REQUEST_TOO_LARGE', requestId);
    }
    const way = { from: 'api', to: arn };
    observer.passed(() => [{ ...way, bodies: [String(body)], failed: 0 }]);
    const cancelled = new AbortController();
    const outcome = await Promise.race([
      integration.function.invoke(event, `${request.method} ${match.resourcePath}`),
      sleep(time.limit(integration.timeout), undefined, { signal: cancelled.signal }).catch(() => undefined),
    ]);
    cancelled.abort();
    if (!outcome || 'error' in outcome) observer.passed(() => [{ ...way, bodies: [], failed: 1 }]);
    if (!outcome) return errors.render('INTEGRATION_TIMEOUT', requestId);
    if (outcome.throttled) return errors.render('INTEGRATION_THROTTLED', requestId);
    const response =
      'error' in outcome
        ? undefined
        : proxyResponse(outcome.payload, request.headers.accept, api.binaryMediaTypes);
    return response ?? errors.render('INTEGRATION_FAILURE', requestId);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = performance.now();
    const requestId = randomUUID();
    const send = (answer: HttpResponse): HttpResponse => {
      const { status, headers, body } = answer;
      const length = status === 204 || status === 304 ? [] : [['content-length', String(body.length)]];
      response.writeHead(status, [...headers, ...length, ['x-amzn-requestid', requestId]].flat());
      response.end(body);
      return answer;
    };
    const body = await bodyOf(request);
    observed.arrived(body);
    const answered = await answer(request, body, requestId);
    try {
      observed.answered(request, body, send(answered), from);
    } catch {
      // The function returned an invalid header.
      observed.answered(request, body, send(errors.render('INTEGRATION_FAILURE', requestId)), from);
    }
    log({
      event: 'request',
      method: request.method ?? '',
      path: request.url ?? '/',
      status: response.statusCode,
      ms: Math.round(performance.now() - from),
      requestId,
    });
  };

  return {
    routes: table,
    gatewayResponses: errors,
    throttle,
    parameterValidators: new Set(),
    define(apiId, binaryMediaTypes) {
      if (identity) throw new Error('the local cloud serves one REST API, and this template has two');
      identity = { apiId, accountId: account.id, stage: 'local', stageVariables: null, binaryMediaTypes };
    },
    setStage(stage, stageVariables) {
      if (identity) identity = { ...identity, stage, stageVariables };
    },
    get id() {
      return identity?.apiId;
    },
    reject: (rejection) => errors.render(rejection, randomUUID()),
    listener: (request, response) => {
      // The request was aborted before it was read completely.
      serve(request, response).catch(() => response.destroy());
    },
  };
};

/** Undefined: it is too large. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  try {
    return await readBody(request, MAXIMUM_BODY_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
};

/** `querystring.page`, `header.X-Tenant` or `path.id`. */
const hasParameter = (request: IncomingMessage, name: string): boolean => {
  const [place, parameter = ''] = name.split('.');
  if (place === 'header') return request.headers[parameter.toLowerCase()] !== undefined;
  if (place === 'querystring') return new URLSearchParams(request.url?.split('?')[1]).has(parameter);
  return true;
};
