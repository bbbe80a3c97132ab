import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type CloudFormationTemplate,
  isObject,
  type TemplateResource,
} from '@product-service/cloud-formation';
import { type Deployment, WORKSPACE } from '@product-service/deployment';
import { productServiceApp } from '@product-service/infra';

/** A template, and the tags of everything in it. */
export interface TaggedTemplate {
  readonly template: CloudFormationTemplate;
  readonly tags: Readonly<Record<string, string>>;
}

/** The template of the CDK app. The key of a function's code is the bundle's name instead of a hash. */
export const cdkTemplate = (deployment: Deployment): TaggedTemplate => {
  const folder = mkdtempSync(join(tmpdir(), 'infra-parity-'));
  try {
    const { app, stack } = productServiceApp(deployment, folder);
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const template = read(stack.templateFile) as CloudFormationTemplate;
    const bundles = bundleNames(folder, read('ProductService.assets.json').files);
    const resources = Object.entries(template.Resources).map(([logicalId, resource]) => [
      logicalId,
      withBundleName(resource, bundles),
    ]);
    return {
      template: { ...template, Resources: Object.fromEntries(resources) },
      tags: stack.tags.tagValues(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

interface Asset {
  readonly source: { readonly path: string };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

/** The name of the bundle below each key, e.g. `product-api/create-product`: the bundle with the same code. */
const bundleNames = (
  folder: string,
  assets: Readonly<Record<string, Asset>>,
): ReadonlyMap<unknown, string> => {
  const dist = join(WORKSPACE, 'dist/apps');
  const names = new Map(
    globSync('*/*/index.js', { cwd: dist }).map((file) => [
      readFileSync(join(dist, file), 'utf8'),
      dirname(file),
    ]),
  );
  return new Map(
    Object.values(assets).flatMap(({ source, destinations }) => {
      const name = source.path.startsWith('asset.')
        ? names.get(readFileSync(join(folder, source.path, 'index.js'), 'utf8'))
        : undefined;
      return name === undefined
        ? []
        : Object.values(destinations).map(({ objectKey }) => [objectKey, name] as const);
    }),
  );
};

const withBundleName = (
  resource: TemplateResource,
  bundles: ReadonlyMap<unknown, string>,
): TemplateResource => {
  const code = resource.Properties?.['Code'];
  if (resource.Type !== 'AWS::Lambda::Function' || !isObject(code)) return resource;
  const Code = { S3Bucket: 'bundles', S3Key: bundles.get(code['S3Key']) };
  return { ...resource, Properties: { ...resource.Properties, Code } };
};
