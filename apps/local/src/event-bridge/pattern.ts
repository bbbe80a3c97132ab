import { BlockList } from 'node:net';
import { isObject } from '../template/intrinsics.js';

export type Matches = (event: unknown) => boolean;

/** The pattern asks for something that EventBridge, or this machine, does not know. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}

/**
 * Compiles an event pattern.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws InvalidPatternError naming what it does not know, never leaving it out.
 */
export const compilePattern = (pattern: unknown): Matches => {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new InvalidPatternError('an event pattern is an object with at least one field');
  }
  const fields = Object.entries(pattern).map(([name, value]) =>
    name === '$or' ? compileOr(value) : compileField(name, value),
  );
  return (event) => fields.every((matches) => matches(event));
};

const compileOr = (alternatives: unknown): Matches => {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new InvalidPatternError('$or takes a list of two or more patterns');
  }
  const compiled = alternatives.map(compilePattern);
  return (event) => compiled.some((matches) => matches(event));
};

const compileField = (name: string, pattern: unknown): Matches => {
  if (isObject(pattern)) {
    const nested = compilePattern(pattern);
    // In a list of objects, one of them has to match as a whole.
    return (event) => elements(fieldOf(event, name)).some(nested);
  }
  if (!Array.isArray(pattern) || pattern.length === 0) {
    throw new InvalidPatternError(`the field ${name} takes a list of values or a nested pattern`);
  }
  const tests = pattern.map((value) => compileValue(name, value));
  return (event) => {
    const values = elements(fieldOf(event, name)).filter((value) => !isObject(value));
    return tests.some((test) => test(values));
  };
};

const fieldOf = (event: unknown, name: string): unknown =>
  isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;

const elements = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap(elements) : value === undefined ? [] : [value];

/** Decides on all the values that the event has in one field: none, if it lacks the field. */
type ValuesTest = (values: readonly unknown[]) => boolean;
type ValueTest = (value: unknown) => boolean;

const compileValue = (name: string, pattern: unknown): ValuesTest => {
  if (!isObject(pattern)) return (values) => values.includes(pattern);
  const [operator = '', argument] = Object.entries(pattern)[0] ?? [];
  if (Object.keys(pattern).length !== 1) {
    throw new InvalidPatternError(`${JSON.stringify(pattern)} in ${name} should have one operator`);
  }
  if (operator === 'exists') {
    if (typeof argument !== 'boolean') throw new InvalidPatternError('exists takes true or false');
    return (values) => values.length > 0 === argument;
  }
  if (operator === 'anything-but') {
    const excluded = compileAnythingBut(name, argument);
    return (values) => values.some((value) => !excluded(value));
  }
  const test = compileOperator(name, operator, argument);
  return (values) => values.some(test);
};

/** @returns the test for what is excluded. */
const compileAnythingBut = (name: string, argument: unknown): ValueTest => {
  const items = Array.isArray(argument) ? argument : [argument];
  if (!isObject(argument)) {
    if (!items.every((item) => typeof item === 'string' || typeof item === 'number')) {
      throw new InvalidPatternError(`anything-but in ${name} takes strings, numbers or one nested operator`);
    }
    return (value) => items.some((item) => item === value);
  }
  const [operator = '', nested] = Object.entries(argument)[0] ?? [];
  if (!['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(operator)) {
    throw new InvalidPatternError(`anything-but in ${name} does not take the operator ${operator}`);
  }
  const tests = (Array.isArray(nested) ? nested : [nested]).map((it) => compileOperator(name, operator, it));
  return (value) => tests.some((test) => test(value));
};

const compileOperator = (name: string, operator: string, argument: unknown): ValueTest => {
  if (operator === 'numeric') return compileNumeric(argument);
  const fold = isObject(argument) ? (argument['equals-ignore-case'] as unknown) : undefined;
  const ignoresCase = fold !== undefined && (operator === 'prefix' || operator === 'suffix');
  const wanted = ignoresCase ? fold : argument;
  if (typeof wanted !== 'string') {
    throw new InvalidPatternError(
      `${operator} in ${name} is not an operator with a text, as far as it is known here`,
    );
  }
  const text =
    (test: (value: string) => boolean): ValueTest =>
    (value) =>
      typeof value === 'string' && test(ignoresCase ? value.toLowerCase() : value);
  const expected = ignoresCase ? wanted.toLowerCase() : wanted;
  switch (operator) {
    case 'prefix':
      return text((value) => value.startsWith(expected));
    case 'suffix':
      return text((value) => value.endsWith(expected));
    case 'equals-ignore-case':
      return text((value) => value.toLowerCase() === expected.toLowerCase());
    case 'wildcard': {
      const parts = expected.split(/(?<!\\)\*/).map((part) => escape(part.replace(/\\([*\\])/g, '$1')));
      const expression = new RegExp(`^${parts.join('.*')}$`, 's');
      return text((value) => expression.test(value));
    }
    case 'cidr':
      return compileCidr(expected);
    default:
      throw new InvalidPatternError(`${operator} in ${name} is not an operator that is known here`);
  }
};

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const COMPARISONS: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

const compileNumeric = (argument: unknown): ValueTest => {
  const terms = Array.isArray(argument) ? argument : [];
  const comparisons = Array.from({ length: Math.ceil(terms.length / 2) }, (_, index) => {
    const compare = COMPARISONS[String(terms[index * 2])];
    const limit: unknown = terms[index * 2 + 1];
    if (!compare || typeof limit !== 'number') {
      throw new InvalidPatternError(`numeric takes comparisons such as [">", 0, "<=", 5]`);
    }
    return (value: number) => compare(value, limit);
  });
  if (comparisons.length === 0) throw new InvalidPatternError('numeric takes at least one comparison');
  return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
};

const compileCidr = (range: string): ValueTest => {
  const [address = '', bits] = range.split('/');
  const family = (ip: string) => (ip.includes(':') ? 'ipv6' : 'ipv4');
  const block = new BlockList();
  try {
    block.addSubnet(address, Number(bits), family(address));
  } catch {
    throw new InvalidPatternError(`cidr takes a range such as 10.0.0.0/24, not ${range}`);
  }
  return (value) => typeof value === 'string' && block.check(value, family(value));
};
