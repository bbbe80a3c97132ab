import type { Log } from './activity.js';

/**
 * Messages on their way from one place to another. A place is named by its ARN, or by its kind if it has none: `clients`, `api`,
 * `database`, `other-services`.
 */
export interface Passage {
  readonly from: string;
  readonly to: string;
  /** One for each message, as the receiver gets it. A bus gets the detail alone. Empty texts: only the number is known. */
  readonly bodies: readonly string[];
  /** How many messages turned out to have failed. They may have passed earlier, and then `bodies` does not repeat them. */
  readonly failed: number;
}

/** A request of the REST API and its answer. Times are those of `performance.now()`. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string | string[] | undefined>>;
  /** Empty if the API refused it as too large. */
  readonly requestBody: string;
  readonly status: number;
  /** A name can occur more than once. */
  readonly answerHeaders: readonly (readonly [name: string, value: string])[];
  readonly answerBody: string;
  readonly from: number;
  readonly to: number;
}

/** Sees what passes through the local cloud, beyond what the log shows. Its methods return at once: what passes waits for them. */
export interface Observer {
  passed(passage: Passage): void;
  /** For each answered request. */
  exchanged(exchange: Exchange): void;
}

/** The observer, as services see it. It never throws, and makes nothing if nobody observes. */
export interface LazyObserver {
  passed(passages: () => readonly Passage[]): void;
  exchanged(exchange: () => Exchange): void;
  /** Number of messages that passed to this place since the start. Undefined: nobody observes. */
  arrivedAt(place: string): number | undefined;
}

export const NOBODY: LazyObserver = {
  passed: () => {},
  exchanged: () => {},
  arrivedAt: () => undefined,
};

/** The first failure of the observer is logged. */
export const lazyObserver = (observer: Observer | undefined, log: Log): LazyObserver => {
  if (!observer) return NOBODY;
  const arrived = new Map<string, number>();
  let hasFailed = false;
  const guarded = (tell: () => void): void => {
    try {
      tell();
    } catch (error) {
      if (!hasFailed) log({ event: 'warning', message: `What is observed is incomplete: ${String(error)}` });
      hasFailed = true;
    }
  };
  return {
    passed: (make) =>
      guarded(() => {
        for (const passage of make()) {
          const { to, bodies, failed } = passage;
          if (bodies.length === 0 && failed === 0) continue;
          arrived.set(to, (arrived.get(to) ?? 0) + bodies.length);
          observer.passed(passage);
        }
      }),
    exchanged: (make) => guarded(() => observer.exchanged(make())),
    arrivedAt: (place) => arrived.get(place) ?? 0,
  };
};
