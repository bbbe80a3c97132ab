import { isDeepStrictEqual } from 'node:util';
import type { Created } from '../service-model/resource-type.js';
import { referencesIn } from './dependencies.js';
import { activeResources, type Deployment } from './deploy.js';
import { evaluate } from '@product-service/cloud-formation';
import { scopeOf } from './scope.js';
import type { Template } from './template.js';

/** The result of an update: logical ids of the changed resources. */
export interface Update {
  readonly updated: readonly string[];
  /** Added, removed, of a type that cannot be changed while it runs, or with a reference to an added resource. */
  readonly needRestart: readonly string[];
}

/**
 * Changes running resources to a new version of their template.
 * @param created the resources that `deploy` has created
 * @throws Error if a value of the new version cannot be computed
 */
export const update = async (
  current: Template,
  next: Template,
  created: ReadonlyMap<string, Created>,
  deployment: Deployment,
): Promise<Update> => {
  const scope = scopeOf(next, { ...deployment, resource: (logicalId) => created.get(logicalId) });
  const resources = activeResources(next, scope);
  const ids = new Set(resources.map(({ logicalId }) => logicalId));
  const updated: string[] = [];
  const needRestart = [...created.keys()].filter((logicalId) => !ids.has(logicalId));
  for (const { logicalId, type: typeName, properties } of resources) {
    const before = current.Resources[logicalId];
    if (before?.Type === typeName && isDeepStrictEqual(before.Properties, properties)) continue;
    const type = deployment.resourceTypeOf(typeName);
    const isNew = (id: string): boolean => ids.has(id) && !created.has(id);
    const needsNew = isNew(logicalId) || referencesIn(properties).some(isNew);
    if (needsNew || before?.Type !== typeName || !type?.update) {
      needRestart.push(logicalId);
      continue;
    }
    const computed = type.properties.parse(evaluate(properties, scope));
    await type.update({ logicalId, type: typeName, properties: computed });
    updated.push(logicalId);
  }
  return { updated, needRestart };
};
