import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices that a seed repeats. */
export interface Random {
  /** From `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** From `from` to `to`, in steps of a hundredth. */
  number(from: number, to: number): number;
  /** @param probability from 0 to 1 */
  happens(probability: number): boolean;
  pick<T>(values: readonly [T, ...T[]] | readonly T[]): T;
  /** A value, chosen with its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T;
  /** All values in random order, again and again: so even few draws have most of them. */
  deck<T>(values: readonly T[]): () => T;
  /** Another sequence of choices, which does not depend on how many this one has made. */
  fork(name: number): Random;
}

export const randomOf = (seed: number): Random => {
  const generator = xoroshiro128plus(seed);
  const integer = (from: number, to: number): number => uniformInt(generator, from, to);
  return {
    integer,
    number: (from, to) => integer(Math.round(from * 100), Math.round(to * 100)) / 100,
    happens: (probability) => integer(0, 9_999) < probability * 10_000,
    pick: <T>(values: readonly T[]): T => values[integer(0, values.length - 1)] as T,
    weighted(choices) {
      let place = integer(0, choices.reduce((sum, [weight]) => sum + weight, 0) - 1);
      for (const [weight, value] of choices) if ((place -= weight) < 0) return value;
      throw new Error('There is nothing to choose from.');
    },
    deck(values) {
      let left: (typeof values)[number][] = [];
      return () => {
        if (left.length === 0) left = [...values];
        return left.splice(integer(0, left.length - 1), 1)[0] as (typeof values)[number];
      };
    },
    fork: (name) => randomOf((Math.imul(seed, 1_000_003) + name) | 0),
  };
};
