/** How a call ends. The receiver does the work, or not, now or later; the caller hears of it, or not, now or later. */
export type Ending =
  'done' | 'done, answered later' | 'done, answer lost' | 'failed' | 'given up, done later' | 'refused';

/** The error that the caller gets if the receiver rejects the content, or if the caller does not know the outcome. */
export type ErrorOf = (isRefused: boolean) => Error;

interface Call {
  /** Undefined: nobody waits for the answer any more, but the receiver may still do the work. */
  caller: string | undefined;
  readonly text: string;
  readonly work: () => Promise<unknown>;
  /** Undefined for a timer, which always ends well. */
  readonly errorOf: ErrorOf | undefined;
  readonly answer: PromiseWithResolvers<unknown>;
}

/**
 * Calls over a network that are under way. Each waits until `end` decides how it ends, so a test decides about every
 * interleaving of its callers.
 */
export class PendingCalls {
  readonly #calls: Call[] = [];
  readonly #onEnd: (text: string) => void;

  /** @param onEnd gets a description of each end. */
  constructor(onEnd: (text: string) => void) {
    this.#onEnd = onEnd;
  }

  get size(): number {
    return this.#calls.length;
  }

  call<T>(caller: string, text: string, work: () => Promise<T>, errorOf?: ErrorOf): Promise<T> {
    const answer = Promise.withResolvers<unknown>();
    this.#calls.push({ caller, text, work, errorOf, answer });
    return answer.promise as Promise<T>;
  }

  /** Ends the `index`th call, counted in a circle. Resolves when its caller has gone on to its next call. */
  async end(index: number, wanted: Ending): Promise<void> {
    const [call] = this.#calls.splice(index % this.#calls.length, 1);
    if (!call) return;
    const { caller, text, work, errorOf, answer } = call;
    const ending = errorOf ? wanted : 'done';
    this.#onEnd(`${caller ?? 'nobody waits'}: ${text}: ${ending}`);
    if (ending === 'given up, done later' && caller !== undefined) {
      this.#calls.push({ ...call, caller: undefined, answer: Promise.withResolvers() });
    }
    const worked = ending.startsWith('done') ? work() : undefined;
    await worked?.catch(() => {});
    if (caller !== undefined && ending === 'done, answered later') {
      this.#calls.push({ caller, text: `answer of: ${text}`, work: () => worked!, errorOf, answer });
      return;
    }
    if (caller !== undefined && ending === 'done') answer.resolve(worked);
    if (caller !== undefined && ending !== 'done') answer.reject(errorOf?.(ending === 'refused'));
    await turn();
  }

  /** Nobody waits for the answers of this caller any more. */
  abandon(caller: string): void {
    for (const call of this.#calls) if (call.caller === caller) call.caller = undefined;
  }
}

/** The callers use no timers: after a turn of the event loop, each of them waits for a call, or has ended. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
