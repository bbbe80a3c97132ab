/**
 * The template's times, `speed` times faster. Every wait in the local cloud uses this, so that all times stay in
 * proportion.
 *
 * A wait can be shortened, work cannot. So there are two kinds of time. A wait is divided by the speed. A limit on work is
 * divided too, but never below {@link SHORTEST_LIMIT}, or below itself if it is shorter. The longer of two limits in the
 * template is still the longer one here.
 */
export interface Time {
  /** Real milliseconds for a wait of this many seconds, such as a schedule or a batching window. */
  wait(seconds: number): number;
  /** The same in whole seconds, rounded up, for SQS, which takes nothing finer. */
  wholeSeconds(seconds: number): number;
  /** Real milliseconds for a limit on work, such as a function's timeout. */
  limit(seconds: number): number;
  /** A queue's visibility timeout in whole seconds. It stays longer than every limit that it was longer than. */
  visibility(seconds: number): number;
}

/** Seconds. */
const SHORTEST_LIMIT = 2;

export const timeAt = (speed: number): Time => {
  const limit = (seconds: number): number => Math.max(seconds / speed, Math.min(seconds, SHORTEST_LIMIT));
  return {
    wait: (seconds) => (seconds * 1000) / speed,
    wholeSeconds: (seconds) => Math.ceil(seconds / speed),
    limit: (seconds) => limit(seconds) * 1000,
    visibility: (seconds) => (speed === 1 || seconds === 0 ? seconds : Math.floor(limit(seconds)) + 1),
  };
};
