import { isObject } from '@product-service/cloud-formation';
import { isDefault } from './defaults.js';
import type { EvaluatedResource } from './evaluate-template.js';
import type { ResourceNames } from './resource-names.js';
import { settingsFacts } from './settings-facts.js';
import { ATTRIBUTES, symbol, symbolIn } from './symbols.js';

/** The template that a resource is in. */
export interface Context {
  readonly names: ResourceNames;
  readonly resources: readonly EvaluatedResource[];
}

/** Facts about a resource: each is a subject and a line about it. */
export type Facts = (
  resource: EvaluatedResource,
  context: Context,
) => readonly (readonly [subject: string, line: string])[];

/** For each type, how its facts are found. A type that is not in a table has the facts of {@link settings}. */
export type FactTable = Readonly<Record<string, Facts>>;

/** @throws Error if the comparison knows no use of the resource */
export const named = (resource: EvaluatedResource, { names }: Context): string => {
  const name = names.get(resource.logicalId);
  if (name) return name;
  throw new Error(`${resource.logicalId} (${resource.type}) has no use that the comparison knows`);
};

/** All settings of a resource, except a name that nothing outside relies on. */
export const settings: Facts = (resource, context) => settingsOf(named(resource, context), resource, context);

/** All settings of a resource, as facts about a subject. */
export const settingsOf = (
  subject: string,
  { type, properties, policies }: EvaluatedResource,
  { resources }: Context,
): readonly (readonly [string, string])[] => {
  const { [ATTRIBUTES[type]?.privateName ?? '']: _, ...compared } = properties;
  return [...settingsFacts('', withoutPrivateNames(compared, resources)), ...settingsFacts('', policies)]
    .filter((setting) => !isDefault(type, setting))
    .map((setting) => [subject, setting]);
};

/** A private name that a template gives is the same as the one that CloudFormation would generate. */
const withoutPrivateNames = (properties: object, resources: readonly EvaluatedResource[]): object => {
  const symbols = new Map(
    resources.flatMap((it): [unknown, string][] => {
      const property = ATTRIBUTES[it.type]?.privateName;
      const name = property && it.properties[property];
      return name ? [[name, symbol(it.logicalId, 'Name')]] : [];
    }),
  );
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replace(v)]));
    return symbols.get(value) ?? value;
  };
  return replace(properties) as object;
};

/** A type that says nothing of its own, with the reason. */
export const nothing =
  (_reason: string): Facts =>
  () => [];

/** Name of the resource that a value refers to, or the value itself. */
export const nameOf = (value: unknown, names: ResourceNames): string =>
  names.get(symbolIn(value)?.logicalId ?? '') ?? String(value);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
