import type { Log } from '../../console/activity.js';
import { describeMessage } from '../../console/describe-message.js';
import { parseArn } from '../../core/account.js';
import type { Answer } from '../../aws-endpoint/answer.js';
import type { AwsCall } from '../../aws-endpoint/read-call.js';
import { AwsError } from '../../service-model/aws-error.js';
import { proxyTo } from '../../emulator/forward-call.js';

/**
 * Answers SNS and SQS from the emulator, and tells of every message that a topic takes.
 * @param region of calls that are not signed for one
 */
export const snsAndSqs = (emulator: string, frontDoor: string, region: string, log: Log) => {
  const pass = proxyTo(emulator, frontDoor, region);
  let speaksQuery: Promise<boolean> | undefined;
  const probeQuery = async (): Promise<boolean> => {
    try {
      return (await pass({ ...LIST_QUEUES_BY_QUERY, region })).status === 200;
    } catch (error) {
      // It may answer the next time.
      speaksQuery = undefined;
      throw error;
    }
  };

  return async (call: AwsCall): Promise<Answer> => {
    const { service, operation, protocol } = call;
    if (protocol === 'query' && service === 'sqs' && !(await (speaksQuery ??= probeQuery()))) {
      throw new AwsError('InvalidAction', NO_QUERY_PROTOCOL);
    }
    const answer = await pass(call);
    if (service === 'sns' && answer.status === 200 && operation.startsWith('Publish')) {
      const form = new URLSearchParams(call.body);
      const { resource } = parseArn(form.get('TopicArn') ?? '');
      for (const message of publishedMessages(form, String(answer.body))) {
        log({ event: 'published', via: 'sns', channel: resource, ...describeMessage(message) });
      }
    }
    return answer;
  };
};

const LIST_QUEUES_BY_QUERY = {
  protocol: 'query',
  service: 'sqs',
  operation: 'ListQueues',
  body: 'Action=ListQueues&Version=2012-11-05',
} as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html */
const NO_QUERY_PROTOCOL =
  'The SQS emulator behind this endpoint does not know the query protocol (2012-11-05) of older clients. Use an AWS CLI ' +
  'or SDK released after November 2023, which speaks the JSON protocol, or an emulator that knows both (AWS_ENDPOINT_URL).';

/** Of `Publish` and `PublishBatch`; what the emulator refused is left out. */
const publishedMessages = (form: URLSearchParams, xml: string): string[] => {
  const single = form.get('Message');
  if (single !== null) return [single];
  const [, accepted = ''] = /<Successful>(.*?)<\/Successful>/s.exec(xml) ?? [];
  return [...form].flatMap(([name, message]) => {
    const [, entry] = /^(PublishBatchRequestEntries\.member\.\d+)\.Message$/.exec(name) ?? [];
    return entry && accepted.includes(`<Id>${form.get(`${entry}.Id`)}</Id>`) ? [message] : [];
  });
};
