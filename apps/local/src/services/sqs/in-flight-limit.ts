import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import { AwsError } from '../../service-model/aws-error.js';
import type { Queues } from './queues.js';

/** Messages of a queue that consumers have received, but not deleted. */
const MAXIMUM_IN_FLIGHT = 120_000;

type Forward = (call: Omit<AwsCall, 'caller' | 'input'>) => Promise<Answer>;

interface Receive {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number;
  readonly WaitTimeSeconds?: number;
}

/**
 * Limits the messages in flight, which the emulator does not. At the limit of a standard queue, a short poll fails with `OverLimit`,
 * and a long poll ends without messages. A FIFO queue reports no error.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 */
export const limitingInFlight = (
  forward: Forward,
  { client }: Pick<Queues, 'client'>,
  maximum = MAXIMUM_IN_FLIGHT,
): Forward => {
  /** By queue: at most this many are in flight. The queue is asked only if this reaches the limit. */
  const estimates = new Map<string, number>();

  const state = async (QueueUrl: string) => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessagesNotVisible', 'ReceiveMessageWaitTimeSeconds'],
      }),
    );
    const { ApproximateNumberOfMessagesNotVisible, ReceiveMessageWaitTimeSeconds } = Attributes;
    return {
      inFlight: Number(ApproximateNumberOfMessagesNotVisible ?? 0),
      waitSeconds: Number(ReceiveMessageWaitTimeSeconds ?? 0),
    };
  };

  return async (call) => {
    if (call.operation !== 'ReceiveMessage' || call.protocol !== 'json') return forward(call);
    const { QueueUrl, MaxNumberOfMessages = 1, WaitTimeSeconds } = JSON.parse(call.body) as Receive;
    if ((estimates.get(QueueUrl) ?? 0) >= maximum && !QueueUrl.endsWith('.fifo')) {
      const { inFlight, waitSeconds } = await state(QueueUrl);
      estimates.set(QueueUrl, inFlight);
      if (inFlight >= maximum) {
        const seconds = WaitTimeSeconds ?? waitSeconds;
        if (seconds === 0) throw overLimit(maximum);
        await sleep(seconds * 1000, undefined, { ref: false });
        return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' };
      }
    }
    const answer = await forward(call);
    if (String(answer.body).includes('"ReceiptHandle"')) {
      estimates.set(QueueUrl, (estimates.get(QueueUrl) ?? 0) + MaxNumberOfMessages);
    }
    return answer;
  };
};

const overLimit = (maximum: number): AwsError =>
  new AwsError(
    'OverLimit',
    `The queue has ${maximum} messages in flight, which is the maximum: delete messages after they are processed.`,
    403,
  );
