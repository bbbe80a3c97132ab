/**
 * The template's times, `speed` times faster. Every wait in the local cloud uses this, so that all times stay in
 * proportion.
 *
 * A wait can be shortened, work cannot. So there are two kinds of time. A wait is divided by the speed. A limit on work is
 * divided too, but not below {@link SHORTEST_LIMIT}; a limit that is shorter in the template stays as it is. So a limit
 * that is longer than another one in the template is never the shorter one here.
 */
export interface Time {
  /** Real milliseconds for a wait of this many seconds, such as a schedule or a batching window. */
  wait(seconds: number): number;
  /** The same in whole seconds, rounded up, because SQS accepts only whole seconds. */
  wholeSeconds(seconds: number): number;
  /** Real milliseconds for a limit on work, such as a function's timeout. */
  limit(seconds: number): number;
  /** A queue's visibility timeout in whole seconds. It is longer than every limit that is shorter in the template. */
  visibility(seconds: number): number;
}

/** In seconds. Work can take this long at any speed. */
const SHORTEST_LIMIT = 2;

/** @param speed 1 is the time of the template. */
export const timeAt = (speed: number): Time => {
  const limit = (seconds: number): number => Math.max(seconds / speed, Math.min(seconds, SHORTEST_LIMIT));
  return {
    wait: (seconds) => (seconds * 1000) / speed,
    wholeSeconds: (seconds) => Math.ceil(seconds / speed),
    limit: (seconds) => limit(seconds) * 1000,
    visibility: (seconds) => (speed === 1 || seconds === 0 ? seconds : Math.floor(limit(seconds)) + 1),
  };
};
