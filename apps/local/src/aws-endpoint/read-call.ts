import type { IncomingMessage } from 'node:http';
import { isObject, ownValue } from '../core/json.js';
import type { AwsCall, Caller, Protocol } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';
import type { AwsService } from '../service-model/service.js';
import { readCredential } from './credential.js';

/** Reads calls in every protocol of the services. */
export interface CallReader {
  /** @throws AwsError SerializationException */
  read(request: IncomingMessage, body: Buffer): AwsCall;
}

/** The protocol in which the client reads the answer, whatever happens to its call. */
export const protocolOf = (request: IncomingMessage): Protocol => {
  const { headers } = request;
  if (headers['x-amz-target']) return 'json';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (isForm(request) || queryOf(request).has('Action')) return 'query';
  const service = readCredential(headers, queryOf(request))?.service;
  // S3 has its own kind of errors. All other services with paths of their own use JSON.
  if (service === 's3') return 'rest-xml';
  return service === undefined ? 'query' : 'rest-json';
};

/** Makes the reader for these services. @param callerOf finds the identity of an access key. */
export const callReader = (
  services: Readonly<Record<string, AwsService>>,
  callerOf: (accessKeyId: string | undefined) => Caller,
): CallReader => {
  const byTarget = new Map<string | undefined, string>();
  const byVersion = new Map<string | undefined, string>();
  for (const [service, { api }] of Object.entries(services)) {
    byTarget.set(api?.targetPrefix, service);
    byVersion.set(api?.version, service);
  }
  return {
    read(request, body) {
      const protocol = protocolOf(request);
      const query = queryOf(request);
      const credential = readCredential(request.headers, query);
      const call = { caller: callerOf(credential?.accessKeyId), protocol, region: credential?.region };
      const target = String(request.headers['x-amz-target'] ?? '');
      if (target) {
        const [prefix = '', operation = ''] = target.split('.');
        const service = byTarget.get(prefix) ?? credential?.service ?? prefix;
        const text = body.toString() || '{}';
        return { ...call, service, operation, input: parse(text), body: text };
      }
      if (protocol !== 'query') {
        const service = credential?.service ?? '';
        const { operation, input } = restCall(services, service, request, body) ?? {
          operation: '',
          input: {},
        };
        return { ...call, service, operation, input, body: '' };
      }
      const form = isForm(request) ? new URLSearchParams(body.toString()) : [];
      const input = Object.fromEntries([...query, ...form]);
      const { Version = '', Action = '' } = input;
      const service = byVersion.get(Version) ?? credential?.service ?? Version;
      const path = pathOf(request);
      // The oldest clients of SQS put the queue into the path.
      if (service === 'sqs' && path !== '/') input['QueueUrl'] ??= `http://localhost${path}`;
      return { ...call, service, operation: Action, input, body: String(new URLSearchParams(input)) };
    },
  };
};

const restCall = (
  services: Readonly<Record<string, AwsService>>,
  service: string,
  request: IncomingMessage,
  body: Buffer,
) => {
  const { method = '', headers } = request;
  const rest = { method, path: pathOf(request), headers, body: body.toString() };
  return ownValue(services, service)?.api?.readRequest?.(rest);
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
