import { postTo } from './post.js';
import type { Answer, AwsCall } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';
import { administratorAuthorization } from './administrator.js';
import { fetchFailure } from './emulator.js';

/** Longer than the longest long poll, 20 s. */
const TIMEOUT_MS = 60_000;

/** Headers of the answer that belong to the call. All others belong to the connection. */
const FORWARDED_HEADERS = /^(content-type|x-amz.*)$/;

/**
 * Forwards a call to the emulator of SNS and SQS. The request is written anew, so that nothing of the client's connection
 * (such as an `Upgrade`) reaches the emulator, and no access key: some emulators choose the account by it. Queue URLs in
 * the answer get the address of the AWS endpoint, because the emulator may name a host that is not resolved everywhere.
 * @param endpoint address of the AWS endpoint
 * @param region for calls that are not signed for a region
 * @throws AwsError ServiceUnavailable if the emulator does not answer
 */
export const forwardTo = (emulator: string, endpoint: string, region: string) => {
  const post = postTo(emulator, TIMEOUT_MS);
  return async (call: Omit<AwsCall, 'caller' | 'input'>): Promise<Answer> => {
    const { protocol, service, operation, body } = call;
    const headers = {
      authorization: administratorAuthorization(service, call.region ?? region),
      ...(protocol === 'json'
        ? { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` }
        : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    try {
      const answer = await post(headers, body);
      const forwarded = Object.entries(answer.headers).filter(([name]) => FORWARDED_HEADERS.test(name));
      return {
        status: answer.status,
        headers: Object.fromEntries(forwarded.map(([name, value]) => [name, String(value)])),
        body: withQueueUrlsAt(endpoint, answer.body),
      };
    } catch (error) {
      const message = `The emulator of SNS and SQS (${emulator}) does not answer: ${fetchFailure(error)}`;
      throw new AwsError('ServiceUnavailable', message, 503);
    }
  };
};

/** For the answers of CreateQueue, GetQueueUrl and ListQueues. Message bodies contain no such properties unescaped. */
const withQueueUrlsAt = (endpoint: string, text: string): string => {
  const replaceHosts = (urls: string): string =>
    urls.replace(/(["<]?)https?:\/\/[^/"]+\//g, `$1${endpoint}/`);
  if (text.includes('"QueueUrl')) return text.replace(/"QueueUrls?":\s*("[^"]*"|\[[^\]]*\])/g, replaceHosts);
  return text.replace(/<QueueUrl>[^<]*<\/QueueUrl>/g, replaceHosts);
};
