import { z } from 'zod';
import { evaluate, type Scope } from './intrinsics.js';
import { type Created, scopeOf } from './scope.js';
import { resourcesInOrder, type Template, type TemplateResource } from './template.js';
import { UserError } from '../core/user-error.js';
import { resourceTypeOf } from './resource-types.js';
import type { Cloud } from '../service-model/service.js';

/** Stands for what only a created resource can tell. */
const UNKNOWN_YET = '(known once it is created)';
const ANY_ATTRIBUTE = { value: UNKNOWN_YET, configurable: true };

const describe = ({ logicalId, type }: TemplateResource): string => `${logicalId} (${type})`;

/** Makes every resource of the template, in the order of their dependencies. @throws UserError naming what it can't run. */
export const deploy = async (template: Template, cloud: Cloud): Promise<void> => {
  const created = new Map<string, Created>();
  const scope = scopeOf(template, {
    account: cloud.account,
    resource: (logicalId) => created.get(logicalId),
    parameter: cloud.parameters.get,
    text: cloud.finishText,
  });
  const resources = resourcesInOrder(template).filter(
    ({ condition }) => condition === undefined || scope.condition(condition),
  );
  refuseUnknown(resources, template, cloud);
  for (const resource of resources) {
    try {
      const type = resourceTypeOf(resource.type);
      const properties = type?.properties.parse(evaluate(resource.properties, scope));
      const { logicalId } = resource;
      const result = await type?.create({ logicalId, type: resource.type, properties }, cloud);
      if (result) created.set(logicalId, result);
    } catch (error) {
      throw new UserError(`${describe(resource)} can't be made: ${messageOf(error)}`, { cause: error });
    }
  }
};

/**
 * Looks the whole template over before anything is started, so that all its problems are told at once.
 * What depends on values that don't exist yet is left for later: making the resource checks it again.
 */
const refuseUnknown = (resources: readonly TemplateResource[], template: Template, cloud: Cloud): void => {
  const scope = scopeOf(template, {
    account: cloud.account,
    resource: () => ({
      ref: UNKNOWN_YET,
      attributes: new Proxy({}, { getOwnPropertyDescriptor: () => ANY_ATTRIBUTE, get: () => UNKNOWN_YET }),
    }),
    parameter: () => UNKNOWN_YET,
    text: (value) => value,
  });
  const problems = resources.flatMap((resource) => {
    const type = resourceTypeOf(resource.type);
    if (!type) return [`${describe(resource)}: it does not know this type`];
    const properties = evaluateEarly(resource.properties, scope);
    const result = type.properties.safeParse(properties);
    return result.success
      ? []
      : problemsOf(result.error, properties).map((it) => `${describe(resource)}: ${it}`);
  });
  if (problems.length === 0) return;
  throw new UserError(
    `The local cloud can't run this template:\n${problems.map((it) => `  ${it}`).join('\n')}\n` +
      'Teach it how in apps/local/src/resources, or list it there as nothing to run, with the reason.',
  );
};

const evaluateEarly = (properties: Readonly<Record<string, unknown>>, scope: Scope): unknown =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      try {
        return [name, evaluate(value, scope)];
      } catch {
        return [name, UNKNOWN_YET];
      }
    }),
  );

const problemsOf = ({ issues }: z.ZodError, properties: unknown): string[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `it does not know the property ${[...issue.path, key].join('.')}`);
    }
    const value = issue.path.reduce<unknown>(
      (it, key) => (it as Record<PropertyKey, unknown> | undefined)?.[key],
      properties,
    );
    if (JSON.stringify(value)?.includes(UNKNOWN_YET)) return [];
    return [`it does not know the property ${issue.path.join('.')} like this: ${issue.message}`];
  });

const messageOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return problemsOf(error, undefined).join('; ');
  return error instanceof Error ? error.message : String(error);
};
