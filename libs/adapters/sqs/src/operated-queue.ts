import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue of the service that operators look after. */
export interface OperatedQueue {
  /** As in the names of its alarms, e.g. `PricingChangedQueue`. */
  readonly name: string;
  readonly url: string;
}

/** Numbers of messages. SQS calls them approximate: they may be some seconds old. */
export interface QueueDepth {
  /** Can be received now. */
  readonly visible: number;
  /** Received by a consumer, or waiting there for a retry. */
  readonly inFlight: number;
  readonly delayed: number;
}

export interface QueueState {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly depth: QueueDepth;
  /** Absent if the queue has no dead-letter queue. */
  readonly deadLetters?: { readonly url: string; readonly arn: string; readonly depth: QueueDepth };
}

/** Reads a queue and its dead-letter queue, which the redrive policy names. Takes two calls. */
export const readQueue = async (client: SQSClient, { name, url }: OperatedQueue): Promise<QueueState> => {
  const { QueueArn = '', RedrivePolicy = '{}', ...counts } = await attributesOf(client, url);
  const state = { name, url, arn: QueueArn, depth: depthOf(counts) };
  const { deadLetterTargetArn: arn } = JSON.parse(RedrivePolicy) as { deadLetterTargetArn?: string };
  if (!arn) return state;
  const deadLettersUrl = urlOf(arn, url);
  const depth = depthOf(await attributesOf(client, deadLettersUrl));
  return { ...state, deadLetters: { url: deadLettersUrl, arn, depth } };
};

const attributesOf = async (
  client: SQSClient,
  QueueUrl: string,
): Promise<Partial<Record<string, string>>> => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'QueueArn',
        'RedrivePolicy',
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Attributes;
};

const depthOf = (counts: Partial<Record<string, string>>): QueueDepth => ({
  visible: Number(counts['ApproximateNumberOfMessages'] ?? 0),
  inFlight: Number(counts['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  delayed: Number(counts['ApproximateNumberOfMessagesDelayed'] ?? 0),
});

/** A dead-letter queue is in the account and region of its source, so its URL differs in the name only. */
const urlOf = (queueArn: string, sourceUrl: string): string =>
  sourceUrl.slice(0, sourceUrl.lastIndexOf('/') + 1) + queueArn.slice(queueArn.lastIndexOf(':') + 1);
