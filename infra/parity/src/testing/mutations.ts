import { isObject, type CloudFormationTemplate } from '@product-service/cloud-formation';

/** A template with one changed value. */
export interface Mutation {
  /** Type and place of the value, without positions in lists: `AWS::SQS::Queue Properties.VisibilityTimeout`. */
  readonly place: string;
  readonly template: CloudFormationTemplate;
}

/** Changes each value in the resources and outputs of a template, one at a time. Of values at the same place, one is changed. */
export const mutationsOf = function* (template: CloudFormationTemplate): Generator<Mutation> {
  const places = new Set<string>();
  for (const section of ['Resources', 'Outputs'] as const) {
    for (const [logicalId, item] of Object.entries(template[section] ?? {})) {
      const label = 'Type' in item ? item.Type : 'output';
      for (const { path, value } of leavesOf(item, [])) {
        const place = `${label} ${path.filter((part) => !/^\d+$/.test(part)).join('.')}`;
        if (places.has(place)) continue;
        places.add(place);
        const mutated = { ...template[section], [logicalId]: changed(item, path, value) };
        yield { place, template: { ...template, [section]: mutated } as CloudFormationTemplate };
      }
    }
  }
};

const leavesOf = function* (
  value: unknown,
  path: readonly string[],
): Generator<{ path: readonly string[]; value: unknown }> {
  if (isObject(value) || Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) yield* leavesOf(item, [...path, key]);
  } else yield { path, value };
};

const changed = (item: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
  if (key === undefined) return another(value);
  if (Array.isArray(item)) return item.with(Number(key), changed(item[Number(key)], rest, value));
  const object = item as Record<string, unknown>;
  return { ...object, [key]: changed(object[key], rest, value) };
};

const another = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return `${value}-changed`;
};
