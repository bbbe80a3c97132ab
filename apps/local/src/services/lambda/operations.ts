import { z } from 'zod';
import { type Account, arnOf } from '../../core/account.js';
import type { Answer } from '../../service-model/aws-call.js';
import { AwsError } from '../../service-model/aws-error.js';
import { operation, type Operations } from '../../service-model/operation.js';
import type { RestRequest } from '../../service-model/service.js';
import type { Functions } from './functions.js';
import { type LambdaFunction, MAXIMUM_PAYLOAD_BYTES } from './lambda-function.js';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAXIMUM_EVENT_BYTES = 1024 * 1024;

const INVOKE = z.object({
  FunctionName: z.string(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
  Payload: z.string(),
});
/** Of a name such as `000000000000:function:name`. */
const ACCOUNT = /^\d+:function:/;
type Invoke = z.output<typeof INVOKE>;

/** `POST /2015-03-31/functions/<name>/invocations`. @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const readRequest = ({ method, path, headers, body }: RestRequest) => {
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  if (method !== 'POST' || name === undefined) return undefined;
  const InvocationType = headers['x-amz-invocation-type'];
  const input = { FunctionName: decodeURIComponent(name), InvocationType, Payload: body };
  return { operation: 'Invoke', input };
};

/** @param invokeLater runs a function with the retries that the template sets */
export const operations = (
  account: Account,
  functions: Functions,
  invokeLater: (lambda: LambdaFunction, event: unknown) => void,
): Operations => {
  /** With the qualifier, if the name has one. */
  const arnFor = (name: string): string =>
    name.startsWith('arn:') ? name : arnOf(account, 'lambda', `function:${name.replace(ACCOUNT, '')}`);
  const find = (name: string): LambdaFunction => {
    const arn = arnFor(name);
    try {
      return functions.find(arn);
    } catch {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
    }
  };
  return {
    Invoke: operation(
      INVOKE,
      ({ FunctionName, InvocationType, Payload }) => {
        const lambda = find(FunctionName);
        const event = eventOf({ FunctionName, InvocationType, Payload });
        if (InvocationType === 'DryRun') return emptyAnswer(204);
        if (InvocationType === 'RequestResponse') return invoke(lambda, event);
        invokeLater(lambda, event);
        return emptyAnswer(202);
      },
      ({ FunctionName }) => ({ action: 'lambda:InvokeFunction', resources: [arnFor(String(FunctionName))] }),
    ),
  };
};

/** @throws AwsError for a payload that Lambda does not accept */
const eventOf = ({ InvocationType, Payload }: Invoke): unknown => {
  const maximum = InvocationType === 'Event' ? MAXIMUM_EVENT_BYTES : MAXIMUM_PAYLOAD_BYTES;
  const size = Buffer.byteLength(Payload);
  if (size > maximum) {
    const message = `${size} byte payload is too large for the ${InvocationType} invocation type (limit ${maximum} bytes)`;
    throw new AwsError('RequestTooLargeException', message, 413);
  }
  try {
    return Payload === '' ? {} : JSON.parse(Payload);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.', 400);
  }
};

/** A failure of the function is a success of the call, with a header. */
const invoke = async (lambda: LambdaFunction, event: unknown): Promise<Answer> => {
  const outcome = await lambda.invoke(event, 'invoked by name');
  if (!('error' in outcome)) return payloadAnswer(outcome.payload);
  if (outcome.throttled) throw new AwsError('TooManyRequestsException', outcome.error.errorMessage, 429);
  return payloadAnswer(JSON.stringify(outcome.error), { 'x-amz-function-error': 'Unhandled' });
};

const payloadAnswer = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...headers },
  body,
});

const emptyAnswer = (status: number): Answer => ({ status, headers: {}, body: '' });
