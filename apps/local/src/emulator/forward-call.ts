import type { Answer } from '../aws-endpoint/answer.js';
import type { AwsCall } from '../aws-endpoint/read-call.js';
import { AwsError } from '../service-model/aws-error.js';
import { administratorAuthorization } from '../services/sts/access-keys.js';
import { fetchFailure } from './emulator.js';

/** Longer than the longest long poll, 20 s. */
const ANSWERED_WITHIN_MS = 60_000;

/** What an answer says beside its body. Everything else belongs to the connection. */
const PASSED_BACK = /^(content-type|x-amz.*)$/;

/**
 * Passes a call on to the SNS/SQS emulator, written anew: nothing of the client's own connection gets there, such as an
 * `Upgrade`, nor its access key, by which some emulators tell accounts. Queue URLs in the answers are turned into the
 * front door's, which is the endpoint that their clients use: the emulator would name hosts that are not everywhere resolved.
 * @throws AwsError ServiceUnavailable if it does not answer
 */
export const proxyTo =
  (emulator: string, frontDoor: string, region: string) =>
  async (call: Omit<AwsCall, 'caller' | 'input'>): Promise<Answer> => {
    const { protocol, service, operation, body } = call;
    const headers = {
      authorization: administratorAuthorization(service, call.region ?? region),
      ...(protocol === 'json'
        ? { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` }
        : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
    try {
      const response = await fetch(emulator, { method: 'POST', headers, body, signal });
      const text = await response.text();
      return {
        status: response.status,
        headers: Object.fromEntries([...response.headers].filter(([name]) => PASSED_BACK.test(name))),
        body: withOwnQueueUrls(text, frontDoor),
      };
    } catch (error) {
      const message = `The emulator of SNS and SQS (${emulator}) does not answer: ${fetchFailure(error)}`;
      throw new AwsError('ServiceUnavailable', message, 503);
    }
  };

/** In the answers to CreateQueue, GetQueueUrl and ListQueues. Message bodies hold no such bare properties. */
const withOwnQueueUrls = (text: string, frontDoor: string): string => {
  const own = (urls: string): string => urls.replace(/(["<]?)https?:\/\/[^/"]+\//g, `$1${frontDoor}/`);
  if (text.includes('"QueueUrl')) return text.replace(/"QueueUrls?":\s*("[^"]*"|\[[^\]]*\])/g, own);
  return text.replace(/<QueueUrl>[^<]*<\/QueueUrl>/g, own);
};
