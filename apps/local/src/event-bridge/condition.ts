import { elementsOf, objectsIn, valuesIn } from './event-fields.js';
import type { FieldValues } from './requirements.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * How an object fulfils a condition. The difference is made for lists of objects: one of them has to have all the
 * values that a nested pattern asks for, but what is only asked to be lacking has to be lacking in all of them.
 */
interface Fulfilment {
  /** By at least one value that the object has. */
  readonly byValue: boolean;
  /** Only by what it lacks: for each of the condition's {@link Condition.absences}. */
  readonly byAbsence: readonly boolean[];
}

/** A part of an event pattern. Deciding takes time in proportion to the sizes of the pattern and of the event. */
export interface Condition {
  /** In how many ways it can be fulfilled by lacking fields: by several, if there are alternatives. */
  readonly absences: number;
  decide(object: Fields): Fulfilment;
}

export const isFulfilled = ({ byValue, byAbsence }: Fulfilment): boolean =>
  byValue || byAbsence.includes(true);

const none = (absences: number): Fulfilment => ({
  byValue: false,
  byAbsence: new Array<boolean>(absences).fill(false),
});

/** A field with one of the values, or without any, if it may be absent. */
export const fieldWith = (name: string, { tests, mayBeAbsent }: FieldValues): Condition => ({
  absences: mayBeAbsent ? 1 : 0,
  decide(object) {
    const values = valuesIn(elementsOf(object, name));
    return {
      byValue: values.some((value) => tests.some((test) => test(value))),
      byAbsence: mayBeAbsent ? [values.length === 0] : [],
    };
  },
});

/** A field with an object, or a list in which one object as a whole fulfils the condition. */
export const fieldOf = (name: string, { absences, decide }: Condition): Condition => ({
  absences,
  decide(object) {
    let byValue = false;
    let byAbsence: readonly boolean[] = new Array<boolean>(absences).fill(true);
    for (const element of objectsIn(elementsOf(object, name))) {
      const fulfilment = decide(element);
      byValue ||= fulfilment.byValue;
      byAbsence = byAbsence.map((absent, index) => absent && fulfilment.byAbsence[index] === true);
    }
    return { byValue, byAbsence };
  },
});

export const allOf = (conditions: readonly Condition[]): Condition => {
  const absences = conditions.reduce((product, condition) => product * condition.absences, 1);
  return {
    absences,
    decide(object) {
      let byValue = false;
      let byAbsence: readonly boolean[] = [true];
      for (const condition of conditions) {
        const fulfilment = condition.decide(object);
        if (!isFulfilled(fulfilment)) return none(absences);
        byValue ||= fulfilment.byValue;
        byAbsence = byAbsence.flatMap((absent) => fulfilment.byAbsence.map((it) => absent && it));
      }
      return { byValue, byAbsence };
    },
  };
};

export const anyOf = (conditions: readonly Condition[]): Condition => ({
  absences: conditions.reduce((sum, condition) => sum + condition.absences, 0),
  decide(object) {
    const fulfilments = conditions.map((condition) => condition.decide(object));
    return {
      byValue: fulfilments.some(({ byValue }) => byValue),
      byAbsence: fulfilments.flatMap(({ byAbsence }) => byAbsence),
    };
  },
});
