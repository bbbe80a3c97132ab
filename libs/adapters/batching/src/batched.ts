import { EventRejectedError } from '@product-service/events';
import DataLoader from 'dataloader';

export interface BatchLimits {
  /** Most entries of one call. */
  readonly maxEntries: number;
  /** Most bytes of one call, all its entries together. */
  readonly maxBytes: number;
}

/** One entry of a batch, ready to be sent, with its size in bytes. */
export interface Sized<E> {
  readonly entry: E;
  readonly bytes: number;
}

/**
 * Turns a call for many entries into a function for one: what is sent in the same turn travels together, within
 * the limits, in order. `sendAll` gives for each entry, at its place, the error it failed with or `undefined`; if it
 * throws, all entries of that call fail. An entry that no call can hold is rejected (EventRejectedError) and not
 * sent. `dataloader` does the waiting and pairing.
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
        `The event has ${sized.bytes} bytes, and ${maxBytes} is the most a call takes.`,
      );
    }
    await loader.load(sized);
  };
};

/** Neighbours together, as many as fit. */
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
