import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from './json.js';
import type { CloudFormationTemplate } from './template.js';

/**
 * Gives each function's code a key that changes with the code, as a deployment does when it uploads the code.
 * @param folder contains the bundles: `product-api/create-product` of the key `product-api/create-product`.
 * @returns the template, and the folder of each key.
 * @throws Error that names the bundle to build
 */
export const withContentKeys = (
  template: CloudFormationTemplate,
  folder: string,
): { readonly template: CloudFormationTemplate; readonly bundles: ReadonlyMap<string, string> } => {
  const bundles = new Map<string, string>();
  const resources = Object.entries(template.Resources).map(([logicalId, resource]) => {
    const code = resource.Properties?.['Code'];
    if (resource.Type !== 'AWS::Lambda::Function' || !isObject(code)) return [logicalId, resource];
    const bundle = String(code['S3Key']);
    const source = join(folder, bundle);
    const file = join(source, 'index.js');
    if (!existsSync(file)) {
      throw new Error(`dist/apps/${bundle} is missing: run "npx nx build ${bundle.split('/')[0]}".`);
    }
    const key = `${bundle.replace('/', '.')}.${hash('sha256', readFileSync(file)).slice(0, 16)}.zip`;
    bundles.set(key, source);
    const Properties = { ...resource.Properties, Code: { ...code, S3Key: key } };
    return [logicalId, { ...resource, Properties }];
  });
  return { template: { ...template, Resources: Object.fromEntries(resources) }, bundles };
};
