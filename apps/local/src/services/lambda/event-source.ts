import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArn } from '../../core/account.js';
import type { Log } from '../../console/activity.js';
import type { Time } from '../../core/time.js';
import type { LambdaFunction } from './lambda-function.js';
import { failedIds, sqsEvent } from './sqs-event.js';

/** A queue that runs a function. */
export interface EventSource {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  /** Seconds of the template that a batch may wait to fill up. */
  readonly batchingWindow: number;
  /** Batches at the same time. */
  readonly concurrency: number;
  /** The function says itself which messages failed. */
  readonly reportsFailures: boolean;
}

/** As in SQS. */
const RECEIVE_AT_MOST = 10;
const LONG_POLL_SECONDS = 20;
/**
 * Some emulators (moto) decide when a poll begins which message groups are being worked on. They give a poll nothing of
 * a group that becomes free while it waits.
 */
const FIFO_POLL_SECONDS = 1;
const RETRY_MS = 1000;
/** While a batch fills up, in place of a long poll, which lasts a second at least. */
const SHORT_POLL_MS = 20;

/**
 * Polls a queue for a function, as Lambda's event source mappings do. What succeeded is deleted; what failed
 * is left to its visibility timeout, be it the queue's or one that the function has set.
 * @param sqs signs with the function's own credentials.
 */
export const pollQueue = (
  source: EventSource,
  lambda: LambdaFunction,
  sqs: SQSClient,
  time: Time,
  log: Log,
): { stop(): void } => {
  const { queueUrl: QueueUrl, queueArn, batchSize, concurrency } = source;
  const { region, resource: queueName } = parseArn(queueArn);
  const pollSeconds = queueName.endsWith('.fifo') ? FIFO_POLL_SECONDS : LONG_POLL_SECONDS;
  const busy = new Set<Promise<void>>();
  const stopped = new AbortController();

  const receive = async (count: number, WaitTimeSeconds: number): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(count, RECEIVE_AT_MOST),
        WaitTimeSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: stopped.signal },
    );
    return Messages;
  };

  const receiveBatch = async (): Promise<Message[]> => {
    const batch = await receive(batchSize, pollSeconds);
    const full = performance.now() + time.wait(source.batchingWindow);
    while (batch.length > 0 && batch.length < batchSize && performance.now() < full) {
      await sleep(SHORT_POLL_MS);
      batch.push(...(await receive(batchSize - batch.length, 0)));
    }
    return batch;
  };

  const process = async (batch: readonly Message[]): Promise<void> => {
    const ids = batch.map(({ MessageId = '' }) => MessageId);
    const failedOf = (payload: string): readonly string[] =>
      source.reportsFailures ? failedIds(payload, ids) : [];
    const outcome = await lambda.invoke(
      sqsEvent(batch, queueArn, region),
      `${batch.length} of ${queueName}`,
      (payload) => {
        const failed = failedOf(payload).length;
        return failed > 0 ? `${failed} failed` : undefined;
      },
    );
    const failed = 'error' in outcome ? ids : failedOf(outcome.payload);
    const done = batch.filter(({ MessageId = '' }) => !failed.includes(MessageId));
    for (let from = 0; from < done.length; from += RECEIVE_AT_MOST) {
      const Entries = done
        .slice(from, from + RECEIVE_AT_MOST)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };

  const poll = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        while (busy.size >= concurrency) await Promise.race(busy);
        const batch = await receiveBatch();
        if (batch.length === 0) continue;
        const work: Promise<void> = process(batch)
          .catch(complain)
          .finally(() => busy.delete(work));
        busy.add(work);
      } catch (error) {
        // The log has it from the front door, and roles don't change here.
        if (error instanceof Error && error.name === 'AccessDenied') return;
        complain(error);
        await sleep(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };
  const complain = (error: unknown): void => {
    if (stopped.signal.aborted) return;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log({ event: 'warning', message: `${lambda.name} can't read ${queueName}: ${reason}` });
  };

  void poll();
  return { stop: () => stopped.abort() };
};
