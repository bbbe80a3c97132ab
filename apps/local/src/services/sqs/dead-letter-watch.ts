import { parseArn } from '../../core/account.js';
import type { Cloud } from '../../service-model/service.js';

const EVERY_MS = 500;

/** Tells when something arrives in a dead-letter queue, which nothing else in SQS does. */
export const watchDeadLetters = ({ deadLetterQueues, messaging, log }: Cloud): { stop(): void } => {
  const seen = new Map<string, number>();
  const look = async (queueArn: string): Promise<void> => {
    const messages = await messaging.depth(queueArn);
    const before = seen.get(queueArn) ?? 0;
    seen.set(queueArn, messages);
    if (messages > before) log({ event: 'dead-letter', queue: parseArn(queueArn).resource, messages });
  };
  const timer = setInterval(() => {
    // Looking again is soon enough after a failure.
    for (const queue of deadLetterQueues) look(queue).catch(() => undefined);
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
};
