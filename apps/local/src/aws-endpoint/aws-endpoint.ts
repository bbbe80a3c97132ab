import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from '../http/http-listener.js';
import { BodyTooLargeError, readBody } from '../http/http-server.js';
import type { Account } from '../core/account.js';
import { ownValue } from '../core/json.js';
import { type Answer, errorAnswer, jsonAnswer, send, xmlAnswer } from './answer.js';
import { type AwsCall, protocolOf, readCall } from './read-call.js';
import { AwsError } from '../service-model/aws-error.js';
import { type AccessKeys, type Caller, callerArn } from '../services/sts/access-keys.js';
import type { JsonService } from '../service-model/operation.js';

/** Ten entries of a batch, each byte of them percent-encoded. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

export interface FrontDoorServices {
  readonly accessKeys: AccessKeys;
  /** @throws AwsError for what the caller may not do. */
  readonly authorize: (call: AwsCall) => void;
  /** Services, or single operations, that this process plays, by their IAM prefix. */
  readonly own: Readonly<Record<string, JsonService>>;
  /** Answers what is left of SNS and SQS. */
  readonly emulated: (call: AwsCall) => Promise<Answer>;
  /** Takes what a custom resource's function answers to its ResponseURL; false if nobody waits for it. */
  readonly takeResponse: (path: string, body: string) => boolean;
  readonly account: Account;
}

/**
 * The one endpoint for AWS SDK clients of any process. Which service is meant shows in the protocol: a
 * target header (JSON) or an API version (query).
 */
export const frontDoor = (services: FrontDoorServices): RequestHandler => {
  const answer = async (request: IncomingMessage): Promise<Answer> => {
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
        protocolOf(request),
      );
    }
  };
  return async (request, response) => send(response, await answer(request));
};

const dispatch = async (call: AwsCall, services: FrontDoorServices): Promise<Answer> => {
  const { service, operation, input, caller, protocol } = call;
  // Everyone may ask who they are.
  if (service === 'sts' && operation === 'GetCallerIdentity') return callerIdentity(caller, services.account);
  services.authorize(call);
  const own = ownValue(services.own, service);
  const run = own && protocol === 'json' ? ownValue(own, operation) : undefined;
  if (run) return jsonAnswer((await run(input, caller)) ?? {});
  const isEmulated = service === 'sns' || service === 'sqs';
  if (isEmulated && operation) return services.emulated(call);
  throw new AwsError(
    'UnknownOperationException',
    unknown(service, operation, isEmulated || own !== undefined),
  );
};

const unknown = (service: string, operation: string, isHere: boolean): string =>
  isHere
    ? `The local cloud does not know the operation ${operation || '(none)'} of ${service}.`
    : 'This endpoint has SNS, SQS, EventBridge, SSM parameters, Secrets Manager and GetCallerIdentity of STS; ' +
      (service
        ? `there is no ${`${service} ${operation}`.trim()} here.`
        : 'this is a call to something else.');

const callerIdentity = (caller: Caller, account: Account): Answer =>
  xmlAnswer(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${callerArn(caller, account)}</Arn>` +
      `<UserId>${account.id}</UserId><Account>${account.id}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
