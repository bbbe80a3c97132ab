import { isObject } from '@product-service/cloud-formation';
import { sorted } from './policy-facts.js';

/**
 * One line for each value below a property, e.g. `RedrivePolicy.maxReceiveCount = 100`. Objects in a list are one line each,
 * because their values belong together. The order of a list does not matter.
 */
export const settingsFacts = (path: string, value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map((item) => `${path}[] = ${text(item)}`);
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => settingsFacts(path ? `${path}.${key}` : key, item));
  }
  return [`${path} = ${text(value)}`];
};

/** CloudFormation accepts numbers and booleans as texts. A text with JSON is compared without regard to spaces and order. */
const text = (value: unknown): string => {
  const comparable = sorted(texts(value));
  return typeof comparable === 'string' ? comparable : JSON.stringify(comparable);
};

const texts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(texts);
  if (!isObject(value)) return withoutSpaces(String(value));
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, texts(item)]));
};

const withoutSpaces = (value: string): string => {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(sorted(JSON.parse(value)));
  } catch {
    // Not JSON, e.g. a template with variables.
    return value;
  }
};
