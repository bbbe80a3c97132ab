/** How long a call to AWS may take. */
export interface CallTime {
  /** At most so many. */
  readonly attempts: number;
  /** Of each, in milliseconds: from looking for a connection to the last byte of the answer. */
  readonly attemptMs: number;
}

/**
 * The calls that functions make, by what they are for. Each fits into the time that its caller has: an answer of the
 * API is due after 29 s, and so is the end of a consumer's batch; a run of the relay has 30 s.
 */
export const CALL_TIME = {
  /** Of events, to SNS and EventBridge. */
  publish: { attempts: 3, attemptMs: 2_000 },
  /** Of the relay, by a request that waits for it. */
  nudge: { attempts: 2, attemptMs: 200 },
  /** Of messages that a consumer gives back or gives up, when its batch is done. */
  settle: { attempts: 2, attemptMs: 1_500 },
  /** Of a parameter, by a request that waits for it. */
  readParameter: { attempts: 2, attemptMs: 2_000 },
} as const satisfies Record<string, CallTime>;

/**
 * The SDK's pause before another attempt grows from 100 ms, and from 500 ms after throttling.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const FIRST_PAUSE_MS = 500;

/** The most that a call takes: all its attempts, and the pauses between them. */
export const longestCallMs = ({ attempts, attemptMs }: CallTime): number =>
  attempts * attemptMs + FIRST_PAUSE_MS * (2 ** (attempts - 1) - 1);
