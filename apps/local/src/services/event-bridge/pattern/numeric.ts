import { InvalidPatternError } from './invalid-pattern-error.js';

type Comparison = (value: number, limit: number) => boolean;

const LOWER_LIMITS: ReadonlyMap<unknown, Comparison> = new Map<unknown, Comparison>([
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
]);
const UPPER_LIMITS: ReadonlyMap<unknown, Comparison> = new Map<unknown, Comparison>([
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
]);
const SINGLE: ReadonlyMap<unknown, Comparison> = new Map<unknown, Comparison>([
  ['=', (value, limit) => value === limit],
  ...LOWER_LIMITS,
  ...UPPER_LIMITS,
]);

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#filtering-numeric-matching */
const LARGEST = 5e9;
const DECIMALS = 6;

/** Compiles one comparison, or a lower and then an upper limit: `[">", 0, "<=", 5]`. @throws InvalidPatternError */
export const compileNumeric = (argument: unknown): ((value: unknown) => boolean) => {
  const terms: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const [operator, limit, upperOperator, upperLimit] = terms;
  const isRange = terms.length === 4;
  const compare = (isRange ? LOWER_LIMITS : SINGLE).get(operator);
  const compareUpper = isRange ? UPPER_LIMITS.get(upperOperator) : undefined;
  if (!compare || (isRange ? !compareUpper : terms.length !== 2)) {
    throw new InvalidPatternError(
      `numeric takes one comparison or a range such as [">", 0, "<=", 5], not ${JSON.stringify(argument)}`,
    );
  }
  const lower = numberOf(limit);
  if (!compareUpper) return (value) => typeof value === 'number' && compare(value, lower);
  const upper = numberOf(upperLimit);
  if (lower >= upper) throw new InvalidPatternError('the lower limit of numeric has to be below the upper');
  return (value) => typeof value === 'number' && compare(value, lower) && compareUpper(value, upper);
};

const numberOf = (limit: unknown): number => {
  const known =
    typeof limit === 'number' && Math.abs(limit) <= LARGEST && Number(limit.toFixed(DECIMALS)) === limit;
  if (known) return limit;
  throw new InvalidPatternError(
    `numeric takes numbers from -5.0e9 to 5.0e9 with at most ${DECIMALS} decimals, not ${JSON.stringify(limit)}`,
  );
};
