import { isObject } from '../../../core/json.js';
import { compileCidr } from './cidr.js';
import { InvalidPatternError } from './invalid-pattern-error.js';
import { compileNumeric } from './numeric.js';
import { compileWildcard } from './wildcard.js';

/** Tests one value of an event: a text, a number, true, false or null. */
export type ValueTest = (value: unknown) => boolean;

/** Compiles one item of a field's list, except `exists`. @throws InvalidPatternError */
export const compileValue = (item: unknown): ValueTest => {
  if (Array.isArray(item)) {
    throw new InvalidPatternError(`a value to match is a text, number, true, false or null, not a list`);
  }
  if (!isObject(item)) return (value) => value === item;
  const [operator, argument] = onlyEntry(item);
  if (operator === 'numeric') return compileNumeric(argument);
  if (operator === 'anything-but') return compileAnythingBut(argument);
  if ((operator === 'prefix' || operator === 'suffix') && isObject(argument)) {
    const [inAnyCase, text] = onlyEntry(argument);
    if (inAnyCase !== 'equals-ignore-case') {
      throw new InvalidPatternError(`${operator} takes a text or equals-ignore-case, not ${inAnyCase}`);
    }
    return compileText(operator, text, (value) => value.toLowerCase());
  }
  return compileText(operator, argument);
};

/** Operator and argument of `{"prefix": "a"}`. */
export const onlyEntry = (item: Readonly<Record<string, unknown>>): readonly [string, unknown] => {
  const [entry, ...more] = Object.entries(item);
  if (entry && more.length === 0) return entry;
  throw new InvalidPatternError(`${JSON.stringify(item)} should have one operator`);
};

type TextTest = (value: string) => boolean;

/** Each takes the text of the pattern. */
const TEXT_OPERATORS: ReadonlyMap<string, (text: string) => TextTest> = new Map([
  ['prefix', (text) => (value) => value.startsWith(text)],
  ['suffix', (text) => (value) => value.endsWith(text)],
  [
    'equals-ignore-case',
    (text) => {
      const folded = text.toLowerCase();
      return (value) => value.toLowerCase() === folded;
    },
  ],
  ['wildcard', compileWildcard],
  ['cidr', compileCidr],
] satisfies [string, (text: string) => TextTest][]);

const compileText = (
  operator: string,
  argument: unknown,
  fold: (text: string) => string = (text) => text,
): ValueTest => {
  const compile = TEXT_OPERATORS.get(operator);
  if (!compile) throw new InvalidPatternError(`${operator} is not an operator that is known here`);
  if (typeof argument !== 'string') throw new InvalidPatternError(`${operator} takes a text`);
  const test = compile(fold(argument));
  return (value) => typeof value === 'string' && test(fold(value));
};

const NEGATED: readonly string[] = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

const compileAnythingBut = (argument: unknown): ValueTest => {
  if (isObject(argument)) {
    const [operator, nested] = onlyEntry(argument);
    if (!NEGATED.includes(operator)) {
      throw new InvalidPatternError(`anything-but does not take the operator ${operator}`);
    }
    const tests = excludedBy(nested).map((text) => {
      if (text === '' && (operator === 'prefix' || operator === 'suffix')) {
        throw new InvalidPatternError(`anything-but takes no empty ${operator}, which excludes every text`);
      }
      return compileText(operator, text);
    });
    return (value) => !tests.some((test) => test(value));
  }
  const excluded = excludedBy(argument);
  const isOne = (type: string): boolean => excluded.every((item) => typeof item === type);
  if (!isOne('string') && !isOne('number')) {
    throw new InvalidPatternError('anything-but takes texts, numbers or one nested operator');
  }
  const values = new Set(excluded);
  return (value) => !values.has(value);
};

/** A single item or a list of them. */
const excludedBy = (argument: unknown): readonly unknown[] => {
  const items: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (items.length > 0) return items;
  throw new InvalidPatternError('anything-but takes at least one value');
};
