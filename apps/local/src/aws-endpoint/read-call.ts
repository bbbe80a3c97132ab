import type { IncomingMessage } from 'node:http';
import { ownValue } from '../core/json.js';
import { isObject } from '../cloud-formation/intrinsics.js';
import { AwsError } from '../service-model/aws-error.js';
import { type AccessKeys, type Caller, readCredential } from '../services/sts/access-keys.js';

/** How a client writes its calls, and so how it reads errors. */
export type Protocol = 'json' | 'query' | 'cbor' | 'rest-xml';

/** A call to an AWS service, as the front door sees it before anyone answers. */
export interface AwsCall {
  readonly caller: Caller;
  readonly protocol: Protocol;
  /** As IAM actions call it, e.g. `sqs`; of a service that is not here, as far as the request tells. */
  readonly service: string;
  /** As the API calls it, e.g. `SendMessageBatch`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The input as the protocol writes it in a POST to `/`. */
  readonly body: string;
  /** That the client signed for. */
  readonly region: string | undefined;
}

/** `X-Amz-Target` prefixes of the JSON protocols. */
const JSON_SERVICES: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
};

/** API versions of the query protocol, which names its service nowhere else. */
const QUERY_SERVICES: Readonly<Record<string, string>> = {
  '2010-03-31': 'sns',
  '2011-06-15': 'sts',
  '2012-11-05': 'sqs',
};

/** What the client reads, whatever becomes of its call. */
export const protocolOf = (request: IncomingMessage): Protocol => {
  const { headers } = request;
  if (headers['x-amz-target']) return 'json';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (isForm(request) || queryOf(request).has('Action')) return 'query';
  const service = readCredential(headers, queryOf(request))?.service;
  // S3 has errors of its own; the other services with paths of their own speak JSON.
  if (service === 's3') return 'rest-xml';
  return service === undefined ? 'query' : 'json';
};

/** @throws AwsError SerializationException */
export const readCall = (request: IncomingMessage, body: Buffer, accessKeys: AccessKeys): AwsCall => {
  const protocol = protocolOf(request);
  const query = queryOf(request);
  const credential = readCredential(request.headers, query);
  const call = {
    caller: accessKeys.callerOf(credential?.accessKeyId),
    protocol,
    region: credential?.region,
  };
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target) {
    const [prefix = '', operation = ''] = target.split('.');
    const service = ownValue(JSON_SERVICES, prefix) ?? credential?.service ?? prefix;
    const text = body.toString() || '{}';
    return { ...call, service, operation, input: parse(text), body: text };
  }
  if (protocol !== 'query') {
    return { ...call, service: credential?.service ?? '', operation: '', input: {}, body: '' };
  }
  const form = isForm(request) ? new URLSearchParams(body.toString()) : [];
  const input = Object.fromEntries([...query, ...form]);
  const { Version = '', Action = '' } = input;
  const service = ownValue(QUERY_SERVICES, Version) ?? credential?.service ?? Version;
  const path = pathOf(request);
  // SQS's oldest clients name a queue by the path that they call.
  if (service === 'sqs' && path !== '/') input['QueueUrl'] ??= `http://localhost${path}`;
  return { ...call, service, operation: Action, input, body: String(new URLSearchParams(input)) };
};

const isForm = ({ headers }: IncomingMessage): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const queryOf = ({ url = '/' }: IncomingMessage): URLSearchParams =>
  new URLSearchParams(url.slice(url.split('?', 1)[0]?.length));

const parse = (text: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
  if (isObject(value)) return value;
  throw new AwsError('SerializationException', 'The body is not a JSON object.');
};
