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
  /** What this queue is for: any other message goes to the dead letters. */
  readonly types: readonly T[];
  /** Resolves to a word for what it came to, or to nothing. The kind of its error says what becomes of the message. */
  readonly handle: (event: AnyEvent<T>) => Promise<string | void>;
  /** Observes each delivery, unreadable ones included. */
  readonly scope: DeliveryScope;
  readonly queue: ConsumedQueue;
}

/** After half a minute of trying, it is more than a conflict or a hiccup. */
const OUTAGE_RECEIVES = 5;

/**
 * Fails a run for CloudWatch to count, whose age of the oldest message leaves out what was received three times: or
 * nobody would hear of an outage until messages are given up. To the messages it makes no difference.
 */
export class FullBatchFailureError extends Error {
  override readonly name = 'FullBatchFailureError';
}

/** No message is handled in the last seconds of a run: a failed one may take two calls to SQS, one after the other. */
const RESERVE_MS = 2 * longestCallMs(CALL_TIME.settle) + 1_000;

/**
 * A Lambda function's handler for a queue of events. The messages of a batch are handled side by side, each with an end
 * of its own. One that fails is given up, that is copied to the dead letters and done with, or comes again after a
 * while: `failurePolicy` says which.
 *
 * A run in which nothing could be handled for a while fails with a {@link FullBatchFailureError}.
 *
 * A message that was received more often than a failing one is may be one that kills the process. It is handled
 * alone: see {@link handleSuspects}.
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
    const ends = await Promise.all(others.map((record) => handleRecord(options, record, deadline)));
    const failed = ends.filter((end) => end !== 'done');
    const waiting = suspects.map((record) => ({
      record,
      inSeconds: pauseSeconds(receiveCountOf(record)),
    }));
    const done = suspects.length > 0 ? others.filter((_, index) => ends[index] === 'done') : [];
    await Promise.all([deleteAll(queue, done), postponeAll(queue, [...failed, ...waiting])]);
    const left = await handleSuspects(options, suspects, deadline);
    const again = [...failed.map(({ record }) => record), ...left];
    if (
      again.length === Records.length &&
      again.some((record) => receiveCountOf(record) >= OUTAGE_RECEIVES)
    ) {
      throw new FullBatchFailureError(`None of ${again.length} messages could be handled: they come again.`);
    }
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};

/**
 * Handles, one after the other, what may kill the process. Gives those that come again. By then, its neighbours are done
 * with, and all of these have the pause of a failed try: it is longer than a run, and it comes true if the process dies
 * here. One that there was no time for keeps it, since a receive counts even if nothing was tried: during an outage
 * every message comes here, and with shorter pauses the queue's limit would come before the twelve hours are over.
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
    const end = Date.now() < deadline ? await handleRecord(options, record, deadline) : 'left';
    if (end === 'done') done = [record];
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
  let end: Postponed | 'done' | undefined;
  const handleDelivery = async (): Promise<string | void> => {
    try {
      if (read.error) throw read.error;
      const outcome = await beforeDeadline(deadline, handle(read.event));
      log.info('message handled', { outcome: outcome ?? 'done' });
      end = 'done';
      return outcome;
    } catch (error) {
      end = await settleFailed(queue, record, error);
      throw error;
    }
  };
  return withLogFields(aboutOf(read), async () => {
    let problem: unknown = new Error('The message was not handled.');
    // An error of the handling is settled by then; one of the scope is not.
    await scope(read.delivery, handleDelivery).catch((error: unknown) => (problem = error));
    return end ?? settleFailed(queue, record, problem);
  });
};

const aboutOf = <T extends EventType>({ delivery: { messageId, queue }, event }: ReadDelivery<T>) => ({
  messageId,
  queue,
  ...(event && { eventId: event.id, eventType: event.type, productId: event.data.productId }),
});
