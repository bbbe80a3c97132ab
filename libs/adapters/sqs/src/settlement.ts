import { failureKindOf } from '@product-service/events';
import { log } from '@product-service/logger';
import type { SQSRecord } from 'aws-lambda';
import type { ConsumedQueue } from './consumed-queue.js';
import { failurePolicy, pauseSeconds } from './failure-policy.js';

/** A message that comes again. */
export interface Postponed {
  readonly record: SQSRecord;
  readonly inSeconds: number;
}

export const receiveCountOf = ({ attributes }: SQSRecord): number =>
  Number(attributes.ApproximateReceiveCount) || 1;

/** Gives a message up that failed, or says when it comes again. Never rejects. */
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
    log.warn('message comes again', { receiveCount, inSeconds: policy.inSeconds, error });
    return { record, inSeconds: policy.inSeconds };
  }
  try {
    await queue.copyToDeadLetters(record, error);
    log.error('message goes to the dead letters', { receiveCount, error });
    return 'done';
  } catch (notCopied) {
    log.error('message should go to the dead letters and comes again', { receiveCount, error, notCopied });
    return { record, inSeconds: pauseSeconds(receiveCount) };
  }
};

/**
 * Postpones messages as far as SQS lets it. Never rejects: the others come again when their visibility timeout is over,
 * as they do after a crash.
 */
export const postponeAll = async (queue: ConsumedQueue, postponed: readonly Postponed[]): Promise<void> =>
  settled('messages come again later than they should', postponed, () => queue.postpone(postponed));

/** Deletes messages as far as SQS lets it. Never rejects: Lambda deletes them when the run is over. */
export const deleteAll = async (queue: ConsumedQueue, records: readonly SQSRecord[]): Promise<void> =>
  settled('messages are deleted later than they should', records, () => queue.delete(records));

const settled = async (
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
