import type { Log } from '../../core/activity.js';
import { parseArn } from '../../core/account.js';
import type { Stoppable } from '../../core/stoppable.js';
import type { Queues } from './queues.js';

const INTERVAL_MS = 500;

/** Logs every message that arrives in a dead-letter queue. SQS itself reports none. */
export const watchDeadLetters = (queueArns: ReadonlySet<string>, queues: Queues, log: Log): Stoppable => {
  const depths = new Map<string, number>();
  const check = async (queueArn: string): Promise<void> => {
    const messages = await queues.depth(queueArn);
    const before = depths.get(queueArn) ?? 0;
    depths.set(queueArn, messages);
    if (messages > before) log({ event: 'dead-letter', queue: parseArn(queueArn).resource, messages });
  };
  const timer = setInterval(() => {
    // After a failure, the next check is soon enough.
    for (const queue of queueArns) check(queue).catch(() => undefined);
  }, INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
};
