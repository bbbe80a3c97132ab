import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationTemplate } from './template.js';

export interface CloudAssemblyContent {
  readonly stackName: string;
  readonly template: CloudFormationTemplate;
  /** Folders with the functions' code, by the S3 key that the template gives. */
  readonly bundles: ReadonlyMap<string, string>;
}

/**
 * Writes a stack in the format of `cdk synth`, with copies of its bundles. Replaces the folder.
 * @see https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/cloud-assembly-schema
 */
export const writeCloudAssembly = (
  folder: string,
  { stackName, template, bundles }: CloudAssemblyContent,
): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: unknown): void =>
    writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 1)}\n`);
  const files = [...bundles].map(([key, source]) => {
    const path = `asset.${key.replaceAll('/', '.')}`;
    cpSync(source, join(folder, path), { recursive: true });
    return [path, { source: { path, packaging: 'zip' }, destinations: { here: { objectKey: key } } }];
  });
  write('ProductService.template.json', template);
  write('ProductService.assets.json', { files: Object.fromEntries(files) });
  // Last, because who watches the folder waits for it.
  write('manifest.json', {
    artifacts: {
      'ProductService.assets': {
        type: 'cdk:asset-manifest',
        properties: { file: 'ProductService.assets.json' },
      },
      ProductService: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'ProductService.template.json', stackName },
      },
    },
  });
};
