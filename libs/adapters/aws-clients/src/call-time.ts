/** How long a call to AWS may take. */
export interface CallTime {
  /** Maximum number of attempts. */
  readonly attempts: number;
  /** Time limit of each attempt in milliseconds, from getting a connection to the last byte of the response. */
  readonly attemptMs: number;
}

/**
 * Time limits by the purpose of a call. Each fits into the caller's timeout: 29 s for an API response or a consumer's batch,
 * 30 s for a run of the relay.
 */
export const CALL_TIME = {
  /** Publishing events to SNS or EventBridge. */
  publish: { attempts: 3, attemptMs: 2_000 },
  /** Nudging the relay, while a client waits. */
  nudge: { attempts: 2, attemptMs: 200 },
  /** Settling messages (delete, postpone, dead-letter) at the end of a consumer's batch. */
  settle: { attempts: 2, attemptMs: 1_500 },
  /** Reading a parameter, while a client waits. */
  readParameter: { attempts: 2, attemptMs: 2_000 },
} as const satisfies Record<string, CallTime>;

/**
 * The SDK's pause before another attempt grows from 100 ms, and from 500 ms after throttling.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const FIRST_PAUSE_MS = 500;

/** The longest duration of a call: all attempts and the pauses between them. */
export const longestCallMs = ({ attempts, attemptMs }: CallTime): number =>
  attempts * attemptMs + FIRST_PAUSE_MS * (2 ** (attempts - 1) - 1);
