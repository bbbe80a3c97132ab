import { elementsOf, objectsIn, valuesIn } from './event-fields.js';
import type { FieldValues } from './requirements.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * To what degree an object fulfils a condition. The two parts matter for lists of objects: one object must have all the
 * values of a nested pattern, but a field that must be absent must be absent in all objects.
 */
interface Fulfilment {
  /** The whole condition, by at least one value of the object. */
  readonly byValue: boolean;
  /** For each optional field, in the condition's order: it is absent. All false if absence cannot fulfil the condition. */
  readonly absent: readonly boolean[];
}

/** A part of an event pattern. `decide` takes time in proportion to the sizes of the pattern and of the event. */
export interface Condition {
  /** Number of fields that may be absent. */
  readonly optionalFields: number;
  decide(object: Fields): Fulfilment;
  /** True if it is fulfilled without any value when these fields are absent. */
  isFulfilledWithout(absent: readonly boolean[]): boolean;
}

/** True if the object fulfils the condition by a value or by absent fields. */
export const fulfils = (object: Fields, { decide, isFulfilledWithout }: Condition): boolean => {
  const { byValue, absent } = decide(object);
  return byValue || isFulfilledWithout(absent);
};

/** A field with one of the values, or an absent field if that is allowed. */
export const fieldWith = (name: string, { tests, mayBeAbsent }: FieldValues): Condition => ({
  optionalFields: mayBeAbsent ? 1 : 0,
  decide(object) {
    const values = valuesIn(elementsOf(object, name));
    return {
      byValue: values.some((value) => tests.some((test) => test(value))),
      absent: mayBeAbsent ? [values.length === 0] : [],
    };
  },
  isFulfilledWithout: ([absent = false]) => absent,
});

/** A field with an object, or with a list in which a single object fulfils the condition. */
export const fieldOf = (name: string, condition: Condition): Condition => ({
  ...condition,
  decide(object) {
    let byValue = false;
    const absent = new Array<boolean>(condition.optionalFields).fill(true);
    for (const element of objectsIn(elementsOf(object, name))) {
      const fulfilment = condition.decide(element);
      byValue ||= fulfilment.byValue;
      for (const index of absent.keys()) absent[index] &&= fulfilment.absent[index] === true;
    }
    return { byValue, absent };
  },
});

/** Fulfilled if every condition is. */
export const allOf = (conditions: readonly Condition[]): Condition => {
  const { optionalFields, split } = together(conditions);
  const none = { byValue: false, absent: new Array<boolean>(optionalFields).fill(false) };
  return {
    optionalFields,
    decide(object) {
      let byValue = false;
      const absent: boolean[] = [];
      for (const condition of conditions) {
        const fulfilment = condition.decide(object);
        if (!fulfilment.byValue && !condition.isFulfilledWithout(fulfilment.absent)) return none;
        byValue ||= fulfilment.byValue;
        absent.push(...fulfilment.absent);
      }
      return { byValue, absent };
    },
    isFulfilledWithout: (absent) =>
      split(absent).every((own, index) => conditions[index]?.isFulfilledWithout(own)),
  };
};

/** Fulfilled if at least one condition is. */
export const anyOf = (conditions: readonly Condition[]): Condition => {
  const { optionalFields, split } = together(conditions);
  return {
    optionalFields,
    decide(object) {
      const fulfilments = conditions.map((condition) => condition.decide(object));
      return {
        byValue: fulfilments.some(({ byValue }) => byValue),
        absent: fulfilments.flatMap(({ absent }) => absent),
      };
    },
    isFulfilledWithout: (absent) =>
      split(absent).some((own, index) => conditions[index]?.isFulfilledWithout(own)),
  };
};

/** Joins the optional fields of several conditions, in order. */
const together = (conditions: readonly Condition[]) => {
  const ends: number[] = [];
  let optionalFields = 0;
  for (const condition of conditions) ends.push((optionalFields += condition.optionalFields));
  const split = (absent: readonly boolean[]): boolean[][] =>
    ends.map((end, index) => absent.slice(ends[index - 1] ?? 0, end));
  return { optionalFields, split };
};
