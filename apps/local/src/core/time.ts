/**
 * The template's times, `speed` times faster. Everything that waits asks here, so that the proportions stay.
 *
 * Waiting can be sped up; work can't. So there are two kinds of time: a wait is divided by the speed, a limit on
 * work too, but never to less than {@link SHORTEST_LIMIT} (or itself, if it is shorter). A longer limit in the
 * template is still the longer one here.
 */
export interface Time {
  /** Real milliseconds of a wait of so many seconds: a schedule, a batching window. */
  wait(seconds: number): number;
  /** The same in whole seconds, rounded up: all that SQS takes. */
  wholeSeconds(seconds: number): number;
  /** Real milliseconds of a limit on work: a function's timeout. */
  limit(seconds: number): number;
  /** A queue's visibility timeout in whole seconds: always longer than the limits that it was longer than. */
  visibility(seconds: number): number;
}

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
