import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import { AwsError } from '../../service-model/aws-error.js';

const LIST_QUEUES = {
  protocol: 'query',
  service: 'sqs',
  operation: 'ListQueues',
  body: 'Action=ListQueues&Version=2012-11-05',
} as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html */
const NOT_SUPPORTED =
  'The SQS emulator behind this endpoint does not know the query protocol (2012-11-05) of older clients. Use an AWS CLI ' +
  'or SDK released after November 2023, which speaks the JSON protocol, or an emulator that knows both (AWS_ENDPOINT_URL).';

type Forward = (call: Omit<AwsCall, 'caller' | 'input'>) => Promise<Answer>;

/** Forwards calls of the query protocol only if the emulator knows it. The first such call finds that out. */
export const checkingQueryProtocol = (forward: Forward, region: string): Forward => {
  let isSupported: Promise<boolean> | undefined;
  const probe = async (): Promise<boolean> => {
    try {
      return (await forward({ ...LIST_QUEUES, region })).status === 200;
    } catch (error) {
      // The emulator may answer the next call.
      isSupported = undefined;
      throw error;
    }
  };
  return async (call) => {
    if (call.protocol === 'query' && !(await (isSupported ??= probe()))) {
      throw new AwsError('InvalidAction', NOT_SUPPORTED);
    }
    return forward(call);
  };
};
