import { isObject } from '../../../core/json.js';
import { allOf, anyOf, type Condition, fieldOf, fieldWith, fulfils } from './condition.js';
import { InvalidPatternError } from './invalid-pattern-error.js';
import { MAXIMUM_LEVELS } from './levels.js';
import { combinationsOf, type Requirement, requirementsOf } from './requirements.js';

/** Decides whether an event matches a pattern. */
export type Matches = (event: unknown) => boolean;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAXIMUM_CHARACTERS = 4096;
/** Of the alternatives in all `$or`. */
const MAXIMUM_COMBINATIONS = 1000;

/**
 * Compiles an event pattern. Matching never throws, and takes time in proportion to the sizes of pattern and event.
 * @param pattern JSON.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://github.com/aws/event-ruler AWS's own matcher, for cases that the documentation does not describe
 * @throws InvalidPatternError if it contains anything unknown
 */
export const compilePattern = (pattern: string): Matches => {
  if (pattern.length > MAXIMUM_CHARACTERS) {
    throw new InvalidPatternError(`an event pattern has at most ${MAXIMUM_CHARACTERS} characters`);
  }
  const requirements = requirementsOf(parse(pattern));
  if (combinationsOf(requirements) > MAXIMUM_COMBINATIONS) {
    throw new InvalidPatternError(`its $or make more than ${MAXIMUM_COMBINATIONS} combinations`);
  }
  const condition = conditionOf(requirements);
  return (event) => isObject(event) && fulfils(event, condition);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidPatternError(`it is not JSON: ${(error as Error).message}`);
  }
};

const conditionOf = (requirements: readonly Requirement[], level = 0): Condition => {
  if (level > MAXIMUM_LEVELS) {
    throw new InvalidPatternError(`it has more than the ${MAXIMUM_LEVELS} levels that an event can have`);
  }
  const choices = requirements.flatMap(({ path, choice }) => (path.length === 0 && choice ? [choice] : []));
  const fields = Map.groupBy(
    requirements.filter(({ path }) => path.length > 0),
    ({ path }) => path[0] ?? '',
  );
  return allOf([
    ...[...fields].flatMap(([name, ofField]) => fieldConditions(name, ofField, level)),
    ...choices.map((choice) => anyOf(choice.map((alternative) => conditionOf(alternative, level)))),
  ]);
};

const fieldConditions = (name: string, requirements: readonly Requirement[], level: number): Condition[] => {
  const lists = requirements.flatMap(({ path, values }) => (path.length === 1 && values ? [values] : []));
  if (lists.length > 1) throw new InvalidPatternError(`the field ${name} is there twice`);
  const nested = requirements
    .filter(({ path, choice }) => path.length > 1 || choice)
    .map((requirement) => ({ ...requirement, path: requirement.path.slice(1) }));
  return [
    ...lists.map((values) => fieldWith(name, values)),
    ...(nested.length > 0 ? [fieldOf(name, conditionOf(nested, level + 1))] : []),
  ];
};
