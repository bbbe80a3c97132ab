import { z } from 'zod';
import type { Account } from '../core/account.js';
import { UserError } from '../core/user-error.js';
import type { Created } from '../service-model/resource-type.js';
import { evaluate, type Scope } from '@product-service/cloud-formation';
import type { FindResourceType } from './find-resource-type.js';
import { scopeOf } from './scope.js';
import { resourcesInOrder, type Template, type TemplateResource } from './template.js';

/** Placeholder for a value that only a created resource has. */
const UNKNOWN_YET = '(known once it is created)';
const ANY_ATTRIBUTE = { value: UNKNOWN_YET, configurable: true };

/** What a template is deployed to: the account, its resource types and its parameters. */
export interface Deployment {
  readonly account: Account;
  readonly resourceTypeOf: FindResourceType;
  /** The value of an SSM parameter. @throws if there is none */
  parameter(name: string): string;
  /** @see Scope.text */
  text(value: string): string;
}

const describe = ({ logicalId, type }: TemplateResource): string => `${logicalId} (${type})`;

/**
 * Creates every resource of the template, in dependency order.
 * @returns the created resources, by logical id
 * @throws UserError naming what is not supported
 */
export const deploy = async (
  template: Template,
  deployment: Deployment,
): Promise<ReadonlyMap<string, Created>> => {
  const { resourceTypeOf } = deployment;
  const created = new Map<string, Created>();
  const scope = scopeOf(template, { ...deployment, resource: (logicalId) => created.get(logicalId) });
  const resources = activeResources(template, scope);
  refuseUnknown(resources, template, deployment);
  for (const resource of resources) {
    try {
      const type = resourceTypeOf(resource.type);
      const properties = type?.properties.parse(evaluate(resource.properties, scope));
      const { logicalId } = resource;
      const result = await type?.create({ logicalId, type: resource.type, properties });
      if (result) created.set(logicalId, result);
    } catch (error) {
      throw new UserError(`${describe(resource)} can't be created: ${messageOf(error)}`, { cause: error });
    }
  }
  return created;
};

/** In dependency order, without those whose condition is false. */
export const activeResources = (template: Template, scope: Scope): TemplateResource[] =>
  resourcesInOrder(template).filter(({ condition }) => condition === undefined || scope.condition(condition));

/**
 * Checks the whole template before anything is created, so that one error reports all problems. Values that do not exist yet
 * are not checked here: creating the resource checks them.
 */
const refuseUnknown = (
  resources: readonly TemplateResource[],
  template: Template,
  { account, resourceTypeOf }: Deployment,
): void => {
  const scope = scopeOf(template, {
    account,
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
      'Add what is missing to its service in apps/local/src/services. CONTRIBUTING.md shows how.',
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
