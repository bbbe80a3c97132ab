import { isObject } from '../../../core/json.js';
import { InvalidPatternError } from './invalid-pattern-error.js';
import { compileValue, onlyEntry, type ValueTest } from './value-test.js';

/** One requirement of a pattern: a field with certain values, or one alternative of an `$or`. */
export interface Requirement {
  /** From the root of the event. Inside of an alternative: from the place of its `$or`. */
  readonly path: readonly string[];
  readonly values?: FieldValues;
  readonly choice?: readonly (readonly Requirement[])[];
}

/** One of the tests must pass for one of the field's values, or the field must be absent if that is allowed. */
export interface FieldValues {
  readonly tests: readonly ValueTest[];
  readonly mayBeAbsent: boolean;
}

/** All requirements of an event pattern. @throws InvalidPatternError */
export const requirementsOf = (
  pattern: unknown,
  path: readonly string[] = [],
  insideOr = false,
): readonly Requirement[] => {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new InvalidPatternError('an event pattern is an object with at least one field');
  }
  return Object.entries(pattern).flatMap(([name, value]) => {
    if (name === '$or') return [{ path, choice: choiceOf(value) }];
    if (insideOr && RESERVED_IN_OR.includes(name)) {
      throw new InvalidPatternError(`a field inside of $or can't have the name ${name}`);
    }
    // `{"a.b": […]}` is the same as `{"a": {"b": […]}}`.
    const ownPath = [...path, ...name.split('.')];
    return isObject(value)
      ? requirementsOf(value, ownPath, insideOr)
      : [{ path: ownPath, values: valuesOf(name, value) }];
  });
};

/** Number of combinations with one alternative of each `$or`. */
export const combinationsOf = (requirements: readonly Requirement[]): number =>
  requirements
    .flatMap(({ choice }) => (choice ? [choice.map(combinationsOf)] : []))
    .map((alternatives) => alternatives.reduce((sum, count) => sum + count, 0))
    .reduce((product, count) => product * count, 1);

const choiceOf = (alternatives: unknown): NonNullable<Requirement['choice']> => {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new InvalidPatternError('$or takes a list of two or more patterns');
  }
  return alternatives.map((alternative: unknown) => requirementsOf(alternative, [], true));
};

const valuesOf = (name: string, list: unknown): FieldValues => {
  if (!Array.isArray(list) || list.length === 0) {
    throw new InvalidPatternError(`the field ${name} takes a list of values or a nested pattern`);
  }
  try {
    const existence = list.map(existsOf);
    return {
      tests: list.flatMap((item: unknown, index) => (existence[index] === false ? [] : [testOf(item)])),
      mayBeAbsent: existence.includes(false),
    };
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw new InvalidPatternError(`in the field ${name}: ${error.message}`);
  }
};

const testOf = (item: unknown): ValueTest => (existsOf(item) ? () => true : compileValue(item));

/** The argument of `exists`; undefined for anything else. */
const existsOf = (item: unknown): boolean | undefined => {
  if (!isObject(item) || !Object.hasOwn(item, 'exists')) return undefined;
  const [, argument] = onlyEntry(item);
  if (typeof argument === 'boolean') return argument;
  throw new InvalidPatternError('exists takes true or false');
};

/** Operators, and names that are reserved for future operators. @see https://github.com/aws/event-ruler#the-or-primitive */
const RESERVED_IN_OR: readonly string[] = [
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric'],
  ...['cidr', '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
];
