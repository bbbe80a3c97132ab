import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArn } from '../../core/account.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { InvocationOutcome, LambdaFunction } from './lambda-function.js';
import { failedIds, sqsEvent } from './sqs-event.js';

/** A queue whose messages invoke a function. */
export interface EventSource {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  /** Seconds of the template: how long a batch can wait for more messages. */
  readonly batchingWindow: number;
  /** Maximum number of batches at the same time. */
  readonly concurrency: number;
  /** The function reports which messages failed. */
  readonly reportsFailures: boolean;
  /** Real milliseconds for which received messages are invisible. */
  visibilityTimeout(): Promise<number>;
}

/** Maximum of one receive call, as in SQS. */
const MAXIMUM_RECEIVE = 10;
const LONG_POLL_SECONDS = 20;
/**
 * Shorter, because some emulators (moto) check only at the start of a poll which message groups are free. The poll
 * receives no message of a group that becomes free later.
 */
const FIFO_POLL_SECONDS = 1;
const RETRY_MS = 1000;
/** After a throttled run, in seconds of the template. It doubles with each one. */
const FIRST_THROTTLED_PAUSE = 1;
/** Pause between polls while a batch waits for more messages. A long poll would last at least a second. */
const SHORT_POLL_MS = 20;

/**
 * Polls a queue for a function, as Lambda's event source mappings do. Messages that succeeded are deleted. A message that
 * failed becomes visible again after the visibility timeout of the queue, or after the one that the function has set.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @param sqs signs with the function's credentials.
 */
export const pollQueue = (
  source: EventSource,
  lambda: LambdaFunction,
  sqs: SQSClient,
  { time, log, observer }: Pick<ServiceContext, 'time' | 'log' | 'observer'>,
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
        MaxNumberOfMessages: Math.min(count, MAXIMUM_RECEIVE),
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

  /** Repeats a throttled run while the messages are invisible. Afterwards SQS delivers them again. */
  const whileThrottled = async (run: () => Promise<InvocationOutcome>): Promise<InvocationOutcome> => {
    const from = performance.now();
    let end: number | undefined;
    for (let pause = time.wait(FIRST_THROTTLED_PAUSE); ; pause *= 2) {
      const outcome = await run();
      if (!outcome.throttled || stopped.signal.aborted) return outcome;
      end ??= from + (await source.visibilityTimeout());
      if (performance.now() + pause > end) return outcome;
      await sleep(pause, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };

  const process = async (batch: readonly Message[]): Promise<void> => {
    const ids = batch.map(({ MessageId = '' }) => MessageId);
    const failedOf = (payload: string): readonly string[] =>
      source.reportsFailures ? failedIds(payload, ids) : [];
    const problemOf = (payload: string): string | undefined => {
      const failed = failedOf(payload).length;
      return failed > 0 ? `${failed} failed` : undefined;
    };
    const way = { from: queueArn, to: lambda.arn };
    observer.passed(() => [{ ...way, bodies: batch.map(({ Body = '' }) => Body), failed: 0 }]);
    const event = sqsEvent(batch, queueArn, region);
    const outcome = await whileThrottled(() =>
      lambda.invoke(event, `${batch.length} of ${queueName}`, problemOf),
    );
    const failed = 'error' in outcome ? ids : failedOf(outcome.payload);
    observer.passed(() => [{ ...way, bodies: [], failed: failed.length }]);
    const done = batch.filter(({ MessageId = '' }) => !failed.includes(MessageId));
    for (let from = 0; from < done.length; from += MAXIMUM_RECEIVE) {
      const Entries = done
        .slice(from, from + MAXIMUM_RECEIVE)
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
          .catch(warn)
          .finally(() => busy.delete(work));
        busy.add(work);
      } catch (error) {
        // The AWS endpoint has logged the denial. Roles don't change here, so polling ends.
        if (error instanceof Error && error.name === 'AccessDenied') return;
        warn(error);
        await sleep(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };
  const warn = (error: unknown): void => {
    if (stopped.signal.aborted) return;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log({ event: 'warning', message: `${lambda.name} can't read ${queueName}: ${reason}` });
  };

  void poll();
  return { stop: () => stopped.abort() };
};
