import { isObject } from '@product-service/cloud-formation';
import type { Result, SchemaBlock, StateResource } from './terraform-test.js';

/** What the configuration gives: not what the provider computes, and not the zero values of a mock. */
export const givenValues = (
  values: Readonly<Record<string, unknown>>,
  twin: Readonly<Record<string, unknown>>,
  { attributes = {}, block_types: blocks = {} }: SchemaBlock,
): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const other = twin[name];
    const attribute = attributes[name];
    const nested = blocks[name];
    if (IGNORED.has(name) || value === null || isEmptyList(value)) continue;
    if (nested) {
      const items = [value].flat().filter(isObject);
      const others = [other].flat().filter(isObject);
      const kept = items.map((item, index) => givenValues(item, others[index] ?? {}, nested.block));
      if (kept.some((item) => Object.keys(item).length > 0)) given[name] = kept;
      continue;
    }
    if (attribute?.computed && !attribute.optional) continue;
    if (JSON.stringify(value) !== JSON.stringify(other)) {
      if (attribute?.computed && INVENTED.test(String(value))) continue;
      throw new Error(`${name} = ${JSON.stringify(value)} refers to a value that has no symbol.`);
    }
    if (attribute?.computed && isZero(value)) continue;
    given[name] = value;
  }
  return given;
};

/** Of Terraform and of the provider itself. Tags are recorded once for all resources. */
const IGNORED = new Set(['id', 'tags', 'tags_all', 'timeouts', 'region']);

/** A text that the mock invented. */
const INVENTED = /^[a-z0-9]{8}$/;

const isEmptyList = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
const isZero = (value: unknown): boolean => value === 0 || value === false || value === '';

/** What the mock invented for attributes that only the provider knows, and where. */
export const inventedValues = ({ resources, schemas }: Result): ReadonlyMap<unknown, string> => {
  const found = new Map<unknown, string>();
  for (const { address, type, mode, values } of resources) {
    const { attributes = {} } = (mode === 'data' ? schemas.data : schemas.resources)[type]?.block ?? {};
    for (const [name, value] of Object.entries(values)) {
      if (attributes[name]?.computed && INVENTED.test(String(value))) found.set(value, `${address}.${name}`);
    }
  }
  return found;
};

/** A reference to an invented value would look like a setting that is not given. */
export const refuseUnknown = (resource: StateResource, unknown: ReadonlyMap<unknown, string>): void => {
  for (const [name, value] of Object.entries(resource.values)) {
    const source = unknown.get(value);
    if (source === undefined || source.startsWith(`${resource.address}.`)) continue;
    throw new Error(
      `${resource.address}.${name} refers to ${source}: add it to "attributes" in conversion/.`,
    );
  }
};
