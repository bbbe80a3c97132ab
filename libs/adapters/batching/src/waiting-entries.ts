/** An entry that waits for a call to its target. */
export interface Waiting<E> {
  readonly entry: E;
  readonly bytes: number;
  readonly target: string;
  /** In milliseconds of a monotonic clock. */
  readonly since: number;
  /** Runs a function in the asynchronous context of the entry's sender. */
  readonly inContext: <R>(run: () => R) => R;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export type Batch<E> = readonly [Waiting<E>, ...Waiting<E>[]];

/** Entries by target, in order. */
export class WaitingEntries<E> {
  readonly #byTarget = new Map<string, Waiting<E>[]>();
  readonly #maxEntries: number;
  readonly #maxBytes: number;

  constructor({ maxEntries, maxBytes }: { readonly maxEntries: number; readonly maxBytes: number }) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#byTarget.size === 0;
  }

  add(waiting: Waiting<E>): void {
    const queue = this.#byTarget.get(waiting.target);
    if (queue) queue.push(waiting);
    else this.#byTarget.set(waiting.target, [waiting]);
  }

  /**
   * Takes the entries of one call: of the target whose first entry has waited longest, of those with a full call or, if there is
   * none, of those whose first entry has waited since `before`.
   */
  take(before: number): Batch<E> | undefined {
    const queues = [...this.#byTarget.values()].sort(([a], [b]) => a!.since - b!.since);
    const queue =
      queues.find((each) => this.#isFull(each)) ?? queues.find(([first]) => first!.since <= before);
    if (!queue) return undefined;
    const batch = queue.splice(0, this.#fitting(queue)) as Waiting<E>[] as [Waiting<E>, ...Waiting<E>[]];
    if (queue.length === 0) this.#byTarget.delete(batch[0].target);
    return batch;
  }

  #isFull(queue: readonly Waiting<E>[]): boolean {
    const fitting = this.#fitting(queue);
    return fitting === this.#maxEntries || fitting < queue.length;
  }

  /** How many of the first entries fit into one call. */
  #fitting(queue: readonly Waiting<E>[]): number {
    let [count, room] = [0, this.#maxBytes];
    while (count < Math.min(queue.length, this.#maxEntries) && queue[count]!.bytes <= room) {
      room -= queue[count]!.bytes;
      count += 1;
    }
    return count;
  }
}
