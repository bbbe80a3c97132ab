import type { IncomingMessage } from 'node:http';
import type { Log } from '../core/activity.js';
import type { Account } from '../core/account.js';
import { ownValue } from '../core/json.js';
import type { LazyObserver } from '../core/observation.js';
import type { RequestHandler } from '../http/http-listener.js';
import { BodyTooLargeError, readBody } from '../http/http-server.js';
import type { Answer, AwsCall, Caller } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';
import type { AwsService } from '../service-model/service.js';
import { errorAnswer, jsonAnswer, queryAnswer, send } from './answer.js';
import { authorizer, type DenialReason } from './authorize.js';
import { observedCalls } from './observed-calls.js';
import { callReader, protocolOf } from './read-call.js';

/** Ten entries of a batch, with every byte percent-encoded. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** Stands between a call and its execution. Undefined: the connection is to be reset, without an answer. */
export type Intercept = (
  call: AwsCall,
  execute: (call: AwsCall) => Promise<Answer>,
) => Promise<Answer | undefined>;

/** The services behind the endpoint, and what it needs to authorise calls. */
export interface AwsEndpointOptions {
  readonly account: Account;
  /** By the prefix of their IAM actions, e.g. `sqs`. */
  readonly services: Readonly<Record<string, AwsService>>;
  readonly callerOf: (accessKeyId: string | undefined) => Caller;
  readonly denialReason: DenialReason;
  /** Accepts the answer of a custom resource's function. False: no answer is expected at this path. */
  readonly takeResponse: (path: string, body: string) => boolean;
  readonly log: Log;
  readonly observer: LazyObserver;
  /** Absent: every call is executed. */
  readonly intercept?: Intercept | undefined;
}

/**
 * The one endpoint for the AWS SDK clients of all processes. The protocol identifies the service: by a target header
 * (JSON) or an API version (query).
 */
export const awsEndpoint = (options: AwsEndpointOptions): RequestHandler => {
  const { account, services, callerOf, denialReason, takeResponse, log, observer } = options;
  const intercept: Intercept = options.intercept ?? ((call, execute) => execute(call));
  const { read } = callReader(services, callerOf);
  const authorize = authorizer(account, denialReason, log);
  const observed = observedCalls(account, services, observer);

  const dispatch = async (call: AwsCall): Promise<Answer> => {
    const api = ownValue(services, call.service)?.api;
    authorize(api, call);
    const run = ownValue(api?.operations ?? {}, call.operation)?.run;
    if (api && run && call.protocol === api.protocol) {
      const result = (await run(call.input, call.caller)) ?? {};
      // Its operations choose status and headers.
      if (api.protocol === 'rest-json') return result as Answer;
      return api.protocol === 'json' ? jsonAnswer(result) : queryAnswer(call.operation, result);
    }
    if (api?.forward && call.operation) return api.forward(call);
    throw new AwsError('UnknownOperationException', unknownOperation(call, services));
  };

  const answer = async (request: IncomingMessage): Promise<Answer | undefined> => {
    try {
      const body = await readBody(request, MAXIMUM_BODY_BYTES);
      // A page in the developer's browser sends this header. AWS SDK clients of programs do not.
      if (request.headers.origin) throw new AwsError('AccessDenied', 'Not for web pages.', 403);
      if (request.method === 'PUT' && takeResponse(request.url ?? '', body.toString())) {
        return { status: 200, headers: {}, body: '' };
      }
      return await observed(read(request, body), intercept, dispatch);
    } catch (error) {
      const tooLarge = error instanceof BodyTooLargeError;
      return errorAnswer(
        tooLarge ? new AwsError('RequestEntityTooLarge', error.message, 413) : error,
        protocolOf(request),
      );
    }
  };
  return async (request, response) => {
    const answered = await answer(request);
    if (answered) send(response, answered);
    else request.socket.resetAndDestroy();
  };
};

const unknownOperation = (
  { service, operation }: AwsCall,
  services: Readonly<Record<string, AwsService>>,
): string => {
  if (ownValue(services, service)?.api) {
    return `The local cloud does not know the operation ${operation || '(none)'} of ${service}.`;
  }
  const names = Object.values(services).flatMap(({ api }) => (api ? [api.name] : []));
  const problem = service
    ? `there is no ${`${service} ${operation}`.trim()} here.`
    : 'this request does not name its service.';
  return `This endpoint has ${names.join(', ')}; ${problem}`;
};
