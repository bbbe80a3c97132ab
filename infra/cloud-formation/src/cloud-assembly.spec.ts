import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withContentKeys } from './bundles.js';
import { writeCloudAssembly } from './cloud-assembly.js';
import type { CloudFormationTemplate } from './template.js';

const folder = mkdtempSync(join(tmpdir(), 'cloud-formation-'));
afterAll(() => rmSync(folder, { recursive: true }));

const template: CloudFormationTemplate = {
  Resources: {
    Get: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Bucket: 'bundles', S3Key: 'product-api/get-product' } },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
};
const writeBundle = (code: string): void => {
  mkdirSync(join(folder, 'apps/product-api/get-product'), { recursive: true });
  writeFileSync(join(folder, 'apps/product-api/get-product/index.js'), code);
};
const assemble = (): string => {
  const content = withContentKeys(template, join(folder, 'apps'));
  writeCloudAssembly(join(folder, 'cdk.out'), { stackName: 'ProductService-dev', ...content });
  const written = JSON.parse(readFileSync(join(folder, 'cdk.out/ProductService.template.json'), 'utf8'));
  return written.Resources.Get.Properties.Code.S3Key;
};

it('gives code another key when it changes, so that a running local cloud updates the function', () => {
  writeBundle('one');
  const key = assemble();
  expect(assemble()).toBe(key);
  writeBundle('two');
  expect(assemble()).not.toBe(key);
});

it('contains the code, so that a later build does not change it', () => {
  writeBundle('one');
  const key = assemble();
  writeBundle('two');
  const { files } = JSON.parse(readFileSync(join(folder, 'cdk.out/ProductService.assets.json'), 'utf8'));
  const [{ source, destinations }] = Object.values(files) as [
    { source: { path: string }; destinations: object },
  ];
  expect(readFileSync(join(folder, 'cdk.out', source.path, 'index.js'), 'utf8')).toBe('one');
  expect(Object.values(destinations)).toEqual([{ objectKey: key }]);
});

it('names the bundle to build', () => {
  expect(() => withContentKeys(template, join(folder, 'nowhere'))).toThrow(
    'dist/apps/product-api/get-product is missing: run "npx nx build product-api".',
  );
});
