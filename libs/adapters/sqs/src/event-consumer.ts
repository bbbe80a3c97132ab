import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import type { AnyEvent, DeliveryScope, EventType } from '@product-service/events';
import { log, withLogFields } from '@product-service/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ConsumedQueue } from './consumed-queue.js';
import { MAX_UNEXPECTED_RECEIVES, pauseSeconds } from './failure-policy.js';
import { beforeDeadline } from './deadline.js';
import { readDelivery, type ReadDelivery } from './read-delivery.js';
import { deleteAll, postponeAll, receiveCountOf, settleFailed, type Postponed } from './settlement.js';

export interface EventConsumerOptions<T extends EventType> {
  /** The event types of this queue. Any other message goes to the dead-letter queue. */
  readonly types: readonly T[];
  /** Resolves to an outcome, e.g. `applied`, or to nothing. The failure kind of its error decides about a retry. */
  readonly handle: (event: AnyEvent<T>) => Promise<string | void>;
  /** Observes each delivery, including unreadable ones. */
  readonly scope: DeliveryScope;
  readonly queue: ConsumedQueue;
}

/** By this receive, retries have taken half a minute: longer than a conflict or a short disturbance. */
const OUTAGE_RECEIVES = 5;

/**
 * Makes an outage visible as a failed invocation in CloudWatch. The metric "age of oldest message" does not help: it
 * excludes messages that were received three times. Without this error there would be no alarm until messages reach the
 * dead-letter queue. It does not change how messages are retried.
 */
export class FullBatchFailureError extends Error {
  override readonly name = 'FullBatchFailureError';
}

/** Time reserved at the end of a run: a failed message may need two sequential calls to SQS. */
const RESERVE_MS = 2 * longestCallMs(CALL_TIME.settle) + 1_000;

/**
 * A Lambda handler for a queue of events. The messages of a batch are handled concurrently, each with its own outcome.
 * `failurePolicy` decides whether a failed message is retried after a delay, or given up: copied to the dead-letter queue
 * and deleted.
 *
 * If every message of a batch fails, and at least one has failed for a while, the run fails with a
 * {@link FullBatchFailureError}.
 *
 * A message that was received more often than an ordinary failure allows may be a poison message that kills the process.
 * It is handled alone: see {@link handleSuspects}.
 */
export const eventConsumer = <T extends EventType>(options: EventConsumerOptions<T>) => {
  const { queue } = options;

  return async (
    { Records }: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const suspects = Records.filter((record) => receiveCountOf(record) > MAX_UNEXPECTED_RECEIVES);
    const others = Records.filter((record) => !suspects.includes(record));
    const outcomes = await Promise.all(others.map((record) => handleRecord(options, record, deadline)));
    const failed = outcomes.filter((outcome) => outcome !== 'done');
    const waiting = suspects.map((record) => ({
      record,
      inSeconds: pauseSeconds(receiveCountOf(record)),
    }));
    const done = suspects.length > 0 ? others.filter((_, index) => outcomes[index] === 'done') : [];
    await Promise.all([deleteAll(queue, done), postponeAll(queue, [...failed, ...waiting])]);
    const left = await handleSuspects(options, suspects, deadline);
    const toRetry = [...failed.map(({ record }) => record), ...left];
    if (
      toRetry.length === Records.length &&
      toRetry.some((record) => receiveCountOf(record) >= OUTAGE_RECEIVES)
    ) {
      throw new FullBatchFailureError(
        `None of ${toRetry.length} messages could be handled: all will be retried.`,
      );
    }
    return { batchItemFailures: toRetry.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};

/**
 * Handles suspected poison messages one at a time. Returns those to retry. By then all other messages of the batch are
 * settled, and the suspects already have the retry delay of a failed attempt. That delay is longer than a run, so it
 * applies if the process dies here. A suspect for which there was no time keeps the delay, because its receive counts
 * anyway: during an outage every message becomes a suspect, and with shorter delays the queue's receive limit would be
 * reached before the twelve hours are over.
 */
const handleSuspects = async <T extends EventType>(
  options: EventConsumerOptions<T>,
  suspects: readonly SQSRecord[],
  deadline: number,
): Promise<SQSRecord[]> => {
  const left: SQSRecord[] = [];
  let done: SQSRecord[] = [];
  for (const record of suspects) {
    await deleteAll(options.queue, done);
    done = [];
    const outcome = Date.now() < deadline ? await handleRecord(options, record, deadline) : 'left';
    if (outcome === 'done') done = [record];
    else left.push(record);
  }
  return left;
};

const handleRecord = async <T extends EventType>(
  { types, handle, scope, queue }: EventConsumerOptions<T>,
  record: SQSRecord,
  deadline: number,
): Promise<Postponed | 'done'> => {
  const read = readDelivery(record, types);
  let settled: Postponed | 'done' | undefined;
  const handleDelivery = async (): Promise<string | void> => {
    try {
      if (read.error) throw read.error;
      const outcome = await beforeDeadline(deadline, handle(read.event));
      log.info('message handled', { outcome: outcome ?? 'done' });
      settled = 'done';
      return outcome;
    } catch (error) {
      settled = await settleFailed(queue, record, error);
      throw error;
    }
  };
  return withLogFields(logFieldsOf(read), async () => {
    let problem: unknown = new Error('The scope did not handle the message.');
    // An error of the handler is settled already; an error of the scope is not.
    await scope(read.delivery, handleDelivery).catch((error: unknown) => (problem = error));
    return settled ?? settleFailed(queue, record, problem);
  });
};

const logFieldsOf = <T extends EventType>({ delivery: { messageId, queue }, event }: ReadDelivery<T>) => ({
  messageId,
  queue,
  ...(event && { eventId: event.id, eventType: event.type, productId: event.data.productId }),
});
