import { EventRejectedError } from '@product-service/events';
import DataLoader from 'dataloader';

export interface BatchLimits {
  /** Maximum number of entries per call. */
  readonly maxEntries: number;
  /** Maximum number of bytes per call, for all entries together. */
  readonly maxBytes: number;
}

/** An entry of a batch, with its size in bytes. */
export interface Sized<E> {
  readonly entry: E;
  readonly bytes: number;
}

/**
 * Turns a batch call into a function for one entry. Entries sent in the same turn of the event loop are batched, in order,
 * within the limits. `sendAll` returns, for each entry in order, its error or `undefined`; if it throws, all entries of that
 * call fail. An entry larger than a call is not sent and fails with EventRejectedError. `dataloader` collects the entries.
 */
export const batched = <E>(
  { maxEntries, maxBytes }: BatchLimits,
  sendAll: (entries: readonly E[]) => Promise<readonly (Error | undefined)[]>,
): ((sized: Sized<E>) => Promise<void>) => {
  const loader = new DataLoader<Sized<E>, void>(
    async (batch) => {
      const outcomes = await Promise.all(
        split(batch, maxBytes).map(async (part) => {
          try {
            return await sendAll(part.map(({ entry }) => entry));
          } catch (error) {
            return part.map(() => (error instanceof Error ? error : new Error(String(error))));
          }
        }),
      );
      return outcomes.flat() as ArrayLike<void | Error>;
    },
    { cache: false, maxBatchSize: maxEntries },
  );
  return async (sized) => {
    if (sized.bytes > maxBytes) {
      throw new EventRejectedError(
        `The event has ${sized.bytes} bytes; the maximum of a call is ${maxBytes}.`,
      );
    }
    await loader.load(sized);
  };
};

/** Splits a batch, in order, into parts that fit into one call. */
const split = <E>(batch: readonly Sized<E>[], maxBytes: number): Sized<E>[][] => {
  const parts: Sized<E>[][] = [];
  let room = 0;
  for (const sized of batch) {
    const part = parts.at(-1);
    if (part && sized.bytes <= room) {
      part.push(sized);
      room -= sized.bytes;
    } else {
      parts.push([sized]);
      room = maxBytes - sized.bytes;
    }
  }
  return parts;
};
