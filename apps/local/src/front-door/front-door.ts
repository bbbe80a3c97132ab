import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../http-server.js';
import type { Account } from '../account.js';
import { type Answer, errorAnswer, jsonAnswer, send, xmlAnswer } from './answer.js';
import { AwsError } from './aws-error.js';
import { type AccessKeys, type Caller, callerArn } from './caller.js';
import type { JsonService } from './json-service.js';

/** Ten entries of a batch, each byte of them percent-encoded. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** A call to an AWS service, as the front door sees it before anyone answers. */
export interface AwsCall {
  readonly caller: Caller;
  /** As IAM actions call it, e.g. `sqs`. */
  readonly service: string;
  /** As the API calls it, e.g. `SendMessageBatch`. */
  readonly operation: string;
  readonly input: unknown;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface FrontDoorServices {
  readonly accessKeys: AccessKeys;
  /** @throws AwsError for what the caller may not do. */
  readonly authorize: (call: AwsCall) => void;
  /** Services that this process plays, by their IAM prefix. */
  readonly own: Readonly<Record<string, JsonService>>;
  /** Answers SNS and SQS. */
  readonly emulated: (call: AwsCall) => Promise<Answer>;
  /** Takes what a custom resource's function answers to its ResponseURL; false if nobody waits for it. */
  readonly takeResponse: (path: string, body: string) => boolean;
  readonly account: Account;
}

/** `X-Amz-Target` prefixes of the JSON protocols. */
const JSON_SERVICES: Record<string, string> = {
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
};

/** API versions of the query protocol, which names its service nowhere else. */
const QUERY_SERVICES: Record<string, string> = { '2010-03-31': 'sns', '2011-06-15': 'sts' };

/**
 * The one endpoint for AWS SDK clients of any process. Which service is meant shows in the protocol: a
 * target header (JSON) or an API version (query).
 */
export const frontDoor = (services: FrontDoorServices): RequestListener => {
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const protocol = request.headers['x-amz-target'] ? 'json' : 'query';
    try {
      const body = await readBody(request, MAXIMUM_BODY_BYTES);
      // A page in the developer's browser: no AWS SDK client of a program sends this header.
      if (request.headers.origin) throw new AwsError('AccessDenied', 'Not for web pages.', 403);
      if (request.method === 'PUT' && services.takeResponse(request.url ?? '', body.toString())) {
        return { status: 200, headers: {}, body: '' };
      }
      return await dispatch(readCall(request, body, services.accessKeys), services);
    } catch (error) {
      const tooLarge = error instanceof BodyTooLargeError;
      return errorAnswer(
        tooLarge ? new AwsError('RequestEntityTooLarge', error.message, 413) : error,
        protocol,
      );
    }
  };
  return (request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then((it) => send(response, it));
  };
};

const readCall = (request: IncomingMessage, body: Buffer, accessKeys: AccessKeys): AwsCall => {
  const { headers } = request;
  const call = { caller: accessKeys.callerOf(headers), headers, body };
  const target = String(headers['x-amz-target'] ?? '');
  if (target) {
    const [prefix = '', operation = ''] = target.split('.');
    return { ...call, service: JSON_SERVICES[prefix] ?? prefix, operation, input: parse(body) };
  }
  const input = Object.fromEntries(new URLSearchParams(body.toString()));
  const { Version = '', Action = '' } = input;
  return { ...call, service: QUERY_SERVICES[Version] ?? Version, operation: Action, input };
};

const dispatch = async (call: AwsCall, services: FrontDoorServices): Promise<Answer> => {
  const { service, operation, input, caller } = call;
  // Everyone may ask who they are.
  if (service === 'sts' && operation === 'GetCallerIdentity') return callerIdentity(caller, services.account);
  services.authorize(call);
  if (service === 'sns' || service === 'sqs') return services.emulated(call);
  const run = services.own[service]?.[operation];
  if (!run) throw new AwsError('UnknownOperationException', unknown(service, operation));
  return jsonAnswer((await run(input, caller)) ?? {});
};

const unknown = (service: string, operation: string): string =>
  operation
    ? `The local cloud does not know the operation ${operation} of ${service || 'this service'}.`
    : 'The local cloud answers SNS, SQS, EventBridge, SSM, Secrets Manager and STS; this is a call to something else.';

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
};

const callerIdentity = (caller: Caller, account: Account): Answer =>
  xmlAnswer(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${callerArn(caller, account)}</Arn>` +
      `<UserId>${account.id}</UserId><Account>${account.id}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
