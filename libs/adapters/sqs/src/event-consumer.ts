import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import type { AnyEvent, DeliveryScope, EventType } from '@product-service/events';
import { log, withLogFields } from '@product-service/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ConsumedQueue } from './consumed-queue.js';
import { MAX_UNEXPECTED_RECEIVES } from './failure-policy.js';
import { inTime } from './in-time.js';
import { readDelivery, type ReadDelivery } from './read-delivery.js';
import { deleteAll, postponeAll, receiveCountOf, settleFailed, type Postponed } from './settle.js';

export interface EventConsumerOptions<T extends EventType> {
  /** What this queue is for: any other message goes to the dead letters. */
  readonly types: readonly T[];
  /** Resolves to a word for what it came to, or to nothing. The kind of its error says what becomes of the message. */
  readonly handle: (event: AnyEvent<T>) => Promise<string | void>;
  /** Observes each delivery, unreadable ones included. */
  readonly scope: DeliveryScope;
  readonly queue: ConsumedQueue;
}

/** No message is handled in the last seconds of a run: a failed one may take two calls to SQS, one after the other. */
const RESERVE_MS = 2 * longestCallMs(CALL_TIME.settle) + 1_000;
const SUSPECTS_WAIT_SECONDS = 5;

/**
 * A Lambda function's handler for a queue of events. The messages of a batch are handled side by side, each with an end
 * of its own. One that fails is given up, that is copied to the dead letters and done with, or comes again after a
 * while: `failurePolicy` says which.
 *
 * A message that was received more often than a failing one is may be one that kills the process. It is handled
 * alone: its neighbours are done with before, and others of its kind wait for another run.
 */
export const eventConsumer = <T extends EventType>(options: EventConsumerOptions<T>) => {
  const { queue } = options;

  return async (
    { Records }: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const handleAll = async (records: readonly SQSRecord[]): Promise<Postponed[]> => {
      const ends = await Promise.all(records.map((record) => handleRecord(options, record, deadline)));
      return ends.filter((end) => end !== 'done');
    };

    const suspects = Records.filter((record) => receiveCountOf(record) > MAX_UNEXPECTED_RECEIVES);
    const others = Records.filter((record) => !suspects.includes(record));
    const postponed = await handleAll(others);
    const [suspect, ...waiting] = suspects;
    if (suspect) {
      const done = others.filter((record) => !postponed.some((it) => it.record === record));
      postponed.push(...waiting.map((record) => ({ record, inSeconds: SUSPECTS_WAIT_SECONDS })));
      await Promise.all([deleteAll(queue, done), postponeAll(queue, postponed)]);
      const again = await handleAll([suspect]);
      await postponeAll(queue, again);
      postponed.push(...again);
    } else {
      await postponeAll(queue, postponed);
    }
    return { batchItemFailures: postponed.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
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
      const outcome = await inTime(deadline, handle(read.event));
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
