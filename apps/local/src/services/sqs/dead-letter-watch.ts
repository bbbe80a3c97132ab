import { parseArn } from '../../core/account.js';
import type { Stoppable } from '../../core/stoppable.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Queues } from './queues.js';

const INTERVAL_MS = 500;

/**
 * Logs every message that arrives in a dead-letter queue, and reports those that SQS itself has moved there: the ones that nobody
 * has sent. SQS reports none.
 */
export const watchDeadLetters = (
  queueArns: ReadonlySet<string>,
  queues: Queues,
  { log, observer }: Pick<ServiceContext, 'log' | 'observer'>,
): Stoppable => {
  const depths = new Map<string, number>();
  const arrivals = new Map<string, number>();

  const reportMoved = async (queueArn: string, more: number): Promise<void> => {
    const arrived = observer.arrivedAt(queueArn);
    if (arrived === undefined) return;
    const moved = more - (arrived - (arrivals.get(queueArn) ?? 0));
    arrivals.set(queueArn, arrived);
    if (moved <= 0) return;
    // If several queues use it, SQS does not tell which one the messages come from.
    const [from, ...others] = await queues.sourcesOf(queueArn);
    if (from === undefined || others.length > 0) return;
    const bodies = Array.from({ length: moved }, () => '');
    observer.passed(() => [{ from, to: queueArn, bodies, failed: 0 }]);
    arrivals.set(queueArn, arrived + moved);
  };

  const check = async (queueArn: string): Promise<void> => {
    const messages = await queues.depth(queueArn);
    const before = depths.get(queueArn) ?? 0;
    depths.set(queueArn, messages);
    if (messages > before) log({ event: 'dead-letter', queue: parseArn(queueArn).resource, messages });
    await reportMoved(queueArn, messages - before);
  };
  const timer = setInterval(() => {
    // After a failure, the next check is soon enough.
    for (const queue of queueArns) check(queue).catch(() => undefined);
  }, INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
};
