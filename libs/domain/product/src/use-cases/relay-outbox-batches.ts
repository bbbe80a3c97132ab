/** More would not fit into one transaction of Aurora DSQL, which may change 3,000 rows. */
const MAX_ITEMS = 1_000;

export interface Batches<Item> {
  readonly add: (item: Item) => void;
  /** Starts a call if at least `minimum` items wait and no call is under way. */
  readonly start: (minimum: number) => void;
  /** Sends everything and waits for it. */
  readonly end: () => Promise<void>;
}

/**
 * Sends items together, one call at a time: what is added during a call leaves with the next one. `send` does not reject.
 * `minimum` says how many items are worth a call.
 */
export const inBatches = <Item>(
  send: (items: readonly Item[]) => Promise<void>,
  minimum: () => number,
): Batches<Item> => {
  let waiting: Item[] = [];
  let call: Promise<void> | undefined;

  const start = (least: number): void => {
    if (call || waiting.length === 0 || waiting.length < least) return;
    const items = waiting.slice(0, MAX_ITEMS);
    waiting = waiting.slice(MAX_ITEMS);
    call = send(items).finally(() => {
      call = undefined;
      start(minimum());
    });
  };

  return {
    add: (item) => void waiting.push(item),
    start,
    async end() {
      for (start(1); call; start(1)) await call;
    },
  };
};
