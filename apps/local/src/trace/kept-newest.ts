/** How much is kept. */
export interface Bounds {
  /** Number of items. */
  readonly maximum: number;
  /** In ms since the arrival. */
  readonly age: number;
}

/** A bounded collection in the order of arrival: drops the oldest item first. Every `now` is in ms since 1970. */
export interface KeptNewest<T> {
  add(item: T, now: number): void;
  /** Drops what has become too old. */
  expire(now: number): void;
  readonly size: () => number;
}

/** @param onDropped is called with each item that is not kept any longer. */
export const keptNewest = <T>({ maximum, age }: Bounds, onDropped: (item: T) => void): KeptNewest<T> => {
  let kept: { readonly item: T; readonly at: number }[] = [];
  /** Those before it are dropped. They leave the list together, because each removal at the start moves the whole list. */
  let first = 0;
  const size = (): number => kept.length - first;
  const dropWhile = (isTooMuch: (oldest: { readonly at: number }) => boolean): void => {
    for (let oldest = kept[first]; oldest && isTooMuch(oldest); oldest = kept[first]) {
      first += 1;
      onDropped(oldest.item);
    }
    if (first <= size()) return;
    kept = kept.slice(first);
    first = 0;
  };
  const expire = (now: number): void => dropWhile(({ at }) => at <= now - age);
  return {
    add(item, now) {
      kept.push({ item, at: now });
      expire(now);
      dropWhile(() => size() > maximum);
    },
    expire,
    size,
  };
};
