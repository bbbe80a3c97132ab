import type { Operation } from '../ledger/operation.js';
import { effectOf, explains, isObservation, type Register } from './register.js';

/** Operations on one product. */
export interface Operations {
  /** Each takes effect at one moment between `from` and `to`, and its answer tells about this moment. */
  readonly answered: readonly Operation[];
  /** Each takes effect at one moment after `from`, or never. */
  readonly possible: readonly Operation[];
}

export type Explanation = 'explained' | 'unexplained' | 'undecided';

/** A set of operations that took effect, and the product after them. */
interface Configuration {
  /** All answered operations before this index, in the order of `from`, took effect. */
  readonly first: number;
  /** Bit n: that with the index `first + n` took effect, too. */
  readonly taken: bigint;
  /** Bit n: the possible operation n took effect. */
  readonly used: bigint;
  readonly state: Register;
}

/**
 * Whether some order of the operations, consistent with real time, explains all answers. Searches orders by depth, and visits
 * no set of operations with the same state twice: J. Wing and C. Gong, "Testing and Verifying Concurrent Objects" (1993), with
 * the memory of G. Lowe, "Testing for Linearizability" (2017). The product does not exist at first.
 *
 * The search is `undecided` after `limit` configurations: the time is exponential in the number of concurrent operations.
 */
export const explain = ({ answered, possible }: Operations, limit: number): Explanation => {
  const operations = answered.toSorted(byStart);
  const optional = possible.toSorted(byStart);
  const twins = optional.map((operation, index) =>
    optional.slice(0, index).findLastIndex((earlier) => effectKey(earlier) === effectKey(operation)),
  );

  const hasPatch = [...operations, ...optional].some(({ request }) => request.kind === 'patch');

  const take = ({ first, taken, used, state }: Configuration, index: number): Configuration => {
    let after = first;
    let bits = taken | (1n << BigInt(index - first));
    for (; bits & 1n; bits >>= 1n) after += 1;
    return { first: after, taken: bits, used, state: effectOf(operations[index]!.request, state) };
  };

  /** The operations that may be next: none that is left ended before one of them began. Also the first end of those left. */
  const nextOf = ({ first, taken }: Configuration) => {
    const next: number[] = [];
    let firstEnd = Infinity;
    for (let index = first; index < operations.length; index += 1) {
      const { from, to } = operations[index]!;
      if (from > firstEnd) break;
      if ((taken >> BigInt(index - first)) & 1n) continue;
      next.push(index);
      firstEnd = Math.min(firstEnd, to);
    }
    return { next, firstEnd };
  };

  const fits = (state: Register, index: number): boolean =>
    explains(state, operations[index]!.request, operations[index]!.outcome);

  /** Takes every answer that the state explains and that changed nothing: to take it later would explain no more. */
  const observe = (configuration: Configuration): Configuration => {
    for (let now = configuration; ;) {
      const index = nextOf(now).next.find((it) => isObservation(operations[it]!) && fits(now.state, it));
      if (index === undefined) return now;
      now = take(now, index);
    }
  };

  const seen = new Map<string, bigint[]>();
  /** Whether the same was reached before with these possible operations, or fewer: more of them explain no more. */
  const isNew = ({ first, taken, used, state }: Configuration): boolean => {
    const key = `${first} ${taken.toString(36)} ${state ? `${state.price} ${state.name}` : ''}`;
    const others = seen.get(key) ?? [];
    if (others.some((other) => (other & used) === other)) return false;
    seen.set(key, [...others.filter((other) => (other & used) !== used), used]);
    return true;
  };

  const pending: Configuration[] = [];
  const visit = (configuration: Configuration): void => {
    const observed = observe(configuration);
    if (isNew(observed)) pending.push(observed);
  };
  visit({ first: 0, taken: 0n, used: 0n, state: undefined });
  for (let visited = 0; ; visited += 1) {
    const now = pending.pop();
    if (!now) return 'unexplained';
    if (now.first === operations.length) return 'explained';
    if (visited >= limit) return 'undecided';
    const { next, firstEnd } = nextOf(now);
    const blocked = next.filter((index) => !fits(now.state, index));
    /** Another price alone matters only to an answer that shows it; another name also to a patch, which keeps it. */
    const isUseful = (state: Register): boolean =>
      !state ||
      !now.state ||
      (hasPatch && state.name !== now.state.name) ||
      blocked.some((index) => fits(state, index));
    // What is visited last is followed first: answered operations, in the order in which they ended.
    for (const [index, { request, from }] of optional.entries()) {
      const bit = 1n << BigInt(index);
      const twin = twins[index]!;
      const isAvailable = from <= firstEnd && !(now.used & bit);
      // Of operations with the same effect, the one that began first can always stand for the others.
      if (!isAvailable || (twin >= 0 && !(now.used & (1n << BigInt(twin))))) continue;
      const state = effectOf(request, now.state);
      if (isUseful(state)) visit({ ...now, used: now.used | bit, state });
    }
    next.sort((a, b) => operations[b]!.to - operations[a]!.to);
    for (const index of next)
      if (!isObservation(operations[index]!) && fits(now.state, index)) visit(take(now, index));
  }
};

const byStart = (a: Operation, b: Operation): number => a.from - b.from;

const effectKey = ({ request }: Operation): string => {
  const { kind } = request;
  const name = kind === 'create' || kind === 'update' ? request.name : '';
  return `${kind} ${kind === 'delete' || kind === 'get' ? '' : request.price} ${name}`;
};
