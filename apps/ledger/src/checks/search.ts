import type { Operation } from '../history/operation.js';
import { isObservation, versionAfter } from './answers.js';
import { effectOf, explains, type Register } from './register.js';
import { byStart, START, Timeline, type Position } from './timeline.js';

/** An operation without an answer. */
export interface PossibleOperation extends Operation {
  /** The version that it made if it took effect. */
  readonly version?: number | undefined;
}

/** Operations on one product. */
export interface Operations {
  /** Each takes effect at one moment between `from` and `to`, and its answer tells about this moment. */
  readonly answered: readonly Operation[];
  /** Each takes effect at one moment after `from`, or never. */
  readonly possible: readonly PossibleOperation[];
}

export type Explanation = 'explained' | 'unexplained' | 'undecided';

/** A set of operations that took effect, and the product after them. */
interface Configuration {
  /** Of the answered operations. */
  readonly position: Position;
  /** Bit n: the possible operation n took effect. */
  readonly used: bigint;
  /** No version that is known is higher. */
  readonly version: number;
  readonly state: Register;
}

/**
 * Whether some order of the operations, consistent with real time and with the versions in answers, explains all answers. The
 * product does not exist at first.
 *
 * Searches orders by depth, and visits no set of operations with the same state twice: J. Wing and C. Gong, "Testing and Verifying
 * Concurrent Objects" (1993), with the memory of G. Lowe, "Testing for Linearizability" (2017). It is `undecided` after `limit`
 * configurations, also known ones: the time is exponential in the number of concurrent operations without a version in their answers.
 */
export const explain = ({ answered, possible }: Operations, limit: number): Explanation => {
  const timeline = new Timeline(answered);
  const { operations } = timeline;
  const optional = possible.toSorted(byStart);
  const twins = optional.map((operation, index) =>
    optional.slice(0, index).findLastIndex((earlier) => effectKey(earlier) === effectKey(operation)),
  );
  const hasPatch = [...operations, ...optional].some(({ request }) => request.kind === 'patch');

  const take = ({ position, used, version, state }: Configuration, index: number): Configuration => ({
    position: timeline.take(position, index),
    used,
    version: Math.max(version, versionAfter(operations[index]!) ?? 0),
    state: effectOf(operations[index]!.request, state),
  });

  const fits = (state: Register, index: number): boolean =>
    explains(state, operations[index]!.request, operations[index]!.outcome);

  /** Whether a possible operation that may come first made this version or a lower one. */
  const mayMake = ({ used, version }: Configuration, made: number): boolean =>
    made > version &&
    optional.some(
      (it, index) => it.version! > version && it.version! <= made && !((used >> BigInt(index)) & 1n),
    );

  /**
   * Takes every answer that the state explains and that changed nothing: to take it later would explain no more, unless it has a
   * version that rules out an operation.
   */
  const observe = (configuration: Configuration): Configuration => {
    for (let now = configuration; ;) {
      const { candidates } = timeline.after(now.position);
      const index = candidates.find(
        (it) =>
          isObservation(operations[it]!) &&
          fits(now.state, it) &&
          !mayMake(now, versionAfter(operations[it]!) ?? 0),
      );
      if (index === undefined) return now;
      now = take(now, index);
    }
  };

  const seen = new Map<string, bigint[]>();
  /** Whether the same was reached before with these possible operations, or fewer: more of them explain no more. */
  const isNew = ({ position: { next, left }, used, state }: Configuration): boolean => {
    const key = `${next} ${left.join()} ${state ? `${state.price} ${state.name}` : ''}`;
    const others = seen.get(key) ?? [];
    if (others.some((other) => (other & used) === other)) return false;
    seen.set(key, [...others.filter((other) => (other & used) !== used), used]);
    return true;
  };

  const pending: Configuration[] = [];
  let visits = 0;
  const visit = (configuration: Configuration): void => {
    visits += 1;
    const observed = observe(configuration);
    if (isNew(observed)) pending.push(observed);
  };
  visit({ position: START, used: 0n, version: 0, state: undefined });
  for (;;) {
    const now = pending.pop();
    if (!now) return 'unexplained';
    if (timeline.isEnd(now.position)) return 'explained';
    if (visits > limit) return 'undecided';
    const { candidates, firstEnd, lowestVersion } = timeline.after(now.position);
    const blocked = candidates.filter((index) => !fits(now.state, index));
    /** Another price alone matters only to an answer that shows it; another name also to a patch, which keeps it. */
    const isUseful = (state: Register): boolean =>
      !state ||
      !now.state ||
      (hasPatch && state.name !== now.state.name) ||
      blocked.some((index) => fits(state, index));
    // What is visited last is followed first: answered operations, in the order in which they ended.
    for (const [index, { request, from, version = NaN }] of optional.entries()) {
      const bit = 1n << BigInt(index);
      const twin = twins[index]!;
      if (from > firstEnd) break;
      if (now.used & bit || version <= now.version || version > lowestVersion) continue;
      // Of operations with the same effect, the one that began first can always stand for the others.
      if (twin >= 0 && !(now.used & (1n << BigInt(twin)))) continue;
      const state = effectOf(request, now.state);
      if (isUseful(state))
        visit({ ...now, used: now.used | bit, version: Math.max(now.version, version || 0), state });
    }
    for (const index of candidates.toSorted((a, b) => operations[b]!.to - operations[a]!.to))
      if (fits(now.state, index)) visit(take(now, index));
  }
};

/** The same for operations that can stand for each other. */
const effectKey = ({ request, version }: PossibleOperation): string => JSON.stringify([request, version]);
