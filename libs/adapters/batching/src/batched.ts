import { EventRejectedError } from '@product-service/events';
import { AsyncLocalStorage } from 'node:async_hooks';
import { WaitingEntries, type Batch } from './waiting-entries.js';

export interface BatchLimits {
  /** Maximum number of entries per call. */
  readonly maxEntries: number;
  /** Maximum number of bytes per call, for all entries together. */
  readonly maxBytes: number;
  /** Maximum number of calls at the same time. */
  readonly maxCalls?: number;
}

/** An entry of a batch, with its size in bytes. */
export interface Sized<E> {
  readonly entry: E;
  readonly bytes: number;
  /** Entries with different targets do not share a call. */
  readonly target?: string;
}

/** Returns, for each entry in order, its error or `undefined`. If it throws, all entries of the call fail. */
export type SendAll<E> = (entries: readonly E[], target: string) => Promise<readonly (Error | undefined)[]>;

/** With this many calls under way, entries wait until they fill a call … */
const BUSY_CALLS = 4;
/** … or have waited this long: the calls under way may get no answer. */
const MAX_WAIT_MS = 50;

/**
 * Turns a batch call into a function for one entry. Entries sent in the same turn of the event loop are batched, in order,
 * within the limits. With `maxCalls`, the others wait for a free call, and few calls are sent before they are full. An entry
 * larger than a call is not sent and fails with EventRejectedError.
 */
export const batched = <E>(
  limits: BatchLimits,
  sendAll: SendAll<E>,
): ((sized: Sized<E>) => Promise<void>) => {
  const { maxBytes, maxCalls = Infinity } = limits;
  const busyCalls = maxCalls === Infinity ? Infinity : BUSY_CALLS;
  const waiting = new WaitingEntries<E>(limits);
  let calls = 0;
  let turn: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;

  const atEndOfTurn = (): void => {
    turn ??= setImmediate(sendWaiting);
  };

  const sendWaiting = (): void => {
    turn = undefined;
    while (calls < maxCalls) {
      const now = performance.now();
      const batch = waiting.take(calls < busyCalls ? now : now - MAX_WAIT_MS);
      if (!batch) break;
      // The tracer finds the span of the first entry's sender there.
      void batch[0].inContext(() => send(batch));
    }
    if (!waiting.isEmpty) timer ??= setTimeout(sendOldest, MAX_WAIT_MS);
  };

  const sendOldest = (): void => {
    timer = undefined;
    sendWaiting();
  };

  const send = async (batch: Batch<E>): Promise<void> => {
    calls += 1;
    const outcomes = await outcomesOf(batch);
    calls -= 1;
    for (const [index, { resolve, reject }] of batch.entries()) {
      const error = outcomes[index];
      if (error) reject(error);
      else resolve();
    }
    // What the senders send next may fill the call.
    if (!waiting.isEmpty) atEndOfTurn();
  };

  const outcomesOf = async (batch: Batch<E>): Promise<readonly (Error | undefined)[]> => {
    try {
      return await sendAll(
        batch.map(({ entry }) => entry),
        batch[0].target,
      );
    } catch (error) {
      return batch.map(() => (error instanceof Error ? error : new Error(String(error))));
    }
  };

  return async ({ entry, bytes, target = '' }) => {
    if (bytes > maxBytes) {
      throw new EventRejectedError(`The event has ${bytes} bytes; the maximum of a call is ${maxBytes}.`);
    }
    const inContext = AsyncLocalStorage.snapshot();
    await new Promise<void>((resolve, reject) => {
      waiting.add({ entry, bytes, target, since: performance.now(), inContext, resolve, reject });
      atEndOfTurn();
    });
  };
};
