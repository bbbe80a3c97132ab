import { isObject } from '../../../core/json.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The values of one field. A list counts as its elements, at any depth. Not recursive, because an event can have more levels
 * than the call stack.
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

/** EventBridge treats `{"a.b": 1}` like `{"a": {"b": 1}}`. */
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
