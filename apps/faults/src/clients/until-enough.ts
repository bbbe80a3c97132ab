import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/** Waits until there are `count` more operations, but at most `milliseconds`. */
export const untilEnough = async (
  operations: () => number,
  count: number,
  milliseconds: number,
  isOver: () => boolean,
): Promise<void> => {
  const next = operations() + count;
  const latest = performance.now() + milliseconds;
  while (operations() < next && performance.now() < latest && !isOver()) await sleep(POLL_MS);
};
