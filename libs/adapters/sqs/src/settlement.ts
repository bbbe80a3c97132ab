import { failureKindOf } from '@product-service/events';
import { log } from '@product-service/logger';
import type { SQSRecord } from 'aws-lambda';
import type { ConsumedQueue } from './consumed-queue.js';
import { failurePolicy, pauseSeconds } from './failure-policy.js';

/** A message to retry. */
export interface Postponed {
  readonly record: SQSRecord;
  readonly inSeconds: number;
}

export const receiveCountOf = ({ attributes }: SQSRecord): number =>
  Number(attributes.ApproximateReceiveCount) || 1;

/** Settles a failed message: gives it up, or returns when to retry it. Never rejects. */
export const settleFailed = async (
  queue: ConsumedQueue,
  record: SQSRecord,
  error: unknown,
): Promise<Postponed | 'done'> => {
  const receiveCount = receiveCountOf(record);
  const { SentTimestamp, ApproximateFirstReceiveTimestamp } = record.attributes;
  const policy = failurePolicy({
    kind: failureKindOf(error),
    receiveCount,
    triedForMs: Date.now() - Number(ApproximateFirstReceiveTimestamp),
    ageMs: Date.now() - Number(SentTimestamp),
  });
  if (policy.action === 'try again') {
    log.warn('message will be retried', { receiveCount, inSeconds: policy.inSeconds, error });
    return { record, inSeconds: policy.inSeconds };
  }
  try {
    await queue.copyToDeadLetters(record, error);
    log.error('message moved to the dead-letter queue', { receiveCount, error });
    return 'done';
  } catch (notCopied) {
    log.error('message could not be moved to the dead-letter queue', { receiveCount, error, notCopied });
    return { record, inSeconds: pauseSeconds(receiveCount) };
  }
};

/**
 * Sets the retry delay of messages. Never rejects: if SQS fails, they are redelivered after the queue's visibility timeout,
 * as after a crash.
 */
export const postponeAll = async (queue: ConsumedQueue, postponed: readonly Postponed[]): Promise<void> =>
  warnIfIncomplete('retry delay of messages could not be set', postponed, () => queue.postpone(postponed));

/** Deletes messages. Never rejects: if SQS fails, Lambda deletes them at the end of the run. */
export const deleteAll = async (queue: ConsumedQueue, records: readonly SQSRecord[]): Promise<void> =>
  warnIfIncomplete('messages could not be deleted yet', records, () => queue.delete(records));

const warnIfIncomplete = async (
  problem: string,
  items: readonly unknown[],
  call: () => Promise<ReadonlySet<string>>,
): Promise<void> => {
  if (items.length === 0) return;
  try {
    const left = await call();
    if (left.size > 0) log.warn(problem, { messageIds: [...left] });
  } catch (error) {
    log.warn(problem, { error });
  }
};
