import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, DEAD_LETTERS } from './account.js';

/**
 * What the service needs at most to finish all work after the last fault. Not divided by the speed: functions choose the pauses
 * between two attempts, of ten minutes at most.
 */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Seconds of the template. The schedule starts the relay every minute, so by then an event that waits is published. */
const QUIET = 130;
const POLL_MS = 500;

/** A queue, or the outbox, that is not empty. */
export interface NotEmpty {
  readonly queue: string;
  readonly messages: number;
}

/**
 * Waits until the outbox and all queues are empty and nothing was published for two runs of the schedule. Returns the queues that are not empty after the
 * longest time that this may take, and the time that it took in ms.
 * @param published a number that changes if something is published
 */
export const drain = async (
  account: Account,
  ignoredQueues: readonly string[],
  speed: number,
  published: () => number,
): Promise<{ readonly notEmpty: readonly NotEmpty[]; readonly ms: number }> => {
  const from = performance.now();
  const deadline = from + LONGEST_WAIT_MS;
  let lastPublished = -1;
  let quietSince = from;
  let busySince = from;
  for (;;) {
    const waiting = await account.waitingEvents();
    const notEmpty = [
      ...(waiting > 0 ? [{ queue: 'the outbox', messages: waiting }] : []),
      ...(await queuesInUse(account, ignoredQueues)),
    ];
    if (notEmpty.length > 0 || published() !== lastPublished) quietSince = busySince = performance.now();
    lastPublished = published();
    const isQuiet = performance.now() - quietSince > (QUIET * 1000) / speed;
    if (isQuiet || performance.now() > deadline) return { notEmpty, ms: busySince - from };
    await sleep(POLL_MS);
  }
};

const queuesInUse = async (account: Account, ignored: readonly string[]): Promise<NotEmpty[]> => {
  const urls = (await account.queues()).filter((url) => !DEAD_LETTERS.test(url) && !ignored.includes(url));
  const counts = await Promise.all(
    urls.map(async (url) => ({
      queue: url.split('/').at(-1) ?? '',
      messages: await account.messagesIn(url),
    })),
  );
  return counts.filter(({ messages }) => messages > 0);
};
