import { isObject } from '../../../cloud-formation/intrinsics.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an event has in one field: lists count as their elements, at any depth. Without recursion, because an event may
 * be nested more deeply than calls can be.
 */
export const elementsOf = (object: Fields, name: string): readonly unknown[] => {
  const elements: unknown[] = [];
  const remaining: unknown[] = [...(dottedFieldsOf(object).get(name) ?? [])];
  if (Object.hasOwn(object, name)) remaining.push(object[name]);
  while (remaining.length > 0) {
    const value = remaining.pop();
    if (Array.isArray(value)) for (const element of value) remaining.push(element);
    else elements.push(value);
  }
  return elements;
};

export const objectsIn = (elements: readonly unknown[]): readonly Fields[] => elements.filter(isObject);
export const valuesIn = (elements: readonly unknown[]): readonly unknown[] =>
  elements.filter((element) => !isObject(element));

const dottedFields = new WeakMap<Fields, ReadonlyMap<string, readonly Fields[]>>();

/** EventBridge takes `{"a.b": 1}` for `{"a": {"b": 1}}`. */
const dottedFieldsOf = (object: Fields): ReadonlyMap<string, readonly Fields[]> => {
  const known = dottedFields.get(object);
  if (known) return known;
  const found = new Map<string, Fields[]>();
  for (const [name, value] of Object.entries(object)) {
    const dot = name.indexOf('.');
    if (dot < 0) continue;
    const rest = { [name.slice(dot + 1)]: value };
    const others = found.get(name.slice(0, dot));
    if (others) others.push(rest);
    else found.set(name.slice(0, dot), [rest]);
  }
  dottedFields.set(object, found);
  return found;
};
