import type { Operation } from '../history/operation.js';
import { versionAfter } from './answers.js';

/** Which operations of a {@link Timeline} took effect. Few are left out, because those must be concurrent. */
export interface Position {
  /** All before this index took effect, except those that are left. */
  readonly next: number;
  /** Ascending indexes. */
  readonly left: readonly number[];
}

export const START: Position = { next: 0, left: [] };

/** What may follow a {@link Position}. */
interface Continuation {
  /** Indexes of the operations that may take effect next, in the order of their start. */
  readonly candidates: readonly number[];
  /** Of the operations that did not take effect: when the first one ended, and their lowest version. */
  readonly firstEnd: number;
  readonly lowestVersion: number;
}

export const byStart = (a: Operation, b: Operation): number => a.from - b.from;

/** Answered operations, and the orders that real time and the versions in their answers allow. */
export class Timeline {
  /** In the order of their start. */
  readonly operations: readonly Operation[];
  readonly #versions: readonly (number | undefined)[];
  /** The lowest version of the operations from this index on. */
  readonly #lowestFrom: readonly number[];

  constructor(operations: readonly Operation[]) {
    this.operations = operations.toSorted(byStart);
    this.#versions = this.operations.map(versionAfter);
    const lowestFrom = Array.from({ length: this.operations.length + 1 }, () => Infinity);
    for (let index = this.operations.length - 1; index >= 0; index -= 1)
      lowestFrom[index] = Math.min(this.#versions[index] ?? Infinity, lowestFrom[index + 1]!);
    this.#lowestFrom = lowestFrom;
  }

  isEnd({ next, left }: Position): boolean {
    return next === this.operations.length && left.length === 0;
  }

  /** An operation may be next if none that did not take effect yet ended before it began, or has a lower version. */
  after({ next, left }: Position): Continuation {
    const versionsOfLeft = left.map((index) => this.#versions[index] ?? Infinity);
    const lowestVersion = Math.min(this.#lowestFrom[next]!, ...versionsOfLeft);
    const concurrent = [...left];
    let firstEnd = Math.min(...left.map((index) => this.operations[index]!.to));
    for (let index = next; index < this.operations.length; index += 1) {
      const { from, to } = this.operations[index]!;
      if (from > firstEnd) break;
      concurrent.push(index);
      firstEnd = Math.min(firstEnd, to);
    }
    const candidates = concurrent.filter((index) => (this.#versions[index] ?? 0) <= lowestVersion);
    return { candidates, firstEnd, lowestVersion };
  }

  /** The position after this operation, too, took effect. */
  take({ next, left }: Position, index: number): Position {
    if (index < next) return { next, left: left.filter((it) => it !== index) };
    const skipped = Array.from({ length: index - next }, (_, offset) => next + offset);
    return { next: index + 1, left: [...left, ...skipped] };
  }
}
