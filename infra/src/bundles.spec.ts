import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withAssembly } from './testing/synthesize.js';

const deployed = mkdtempSync(join(tmpdir(), 'infra-bundles-'));
afterAll(() => rmSync(deployed, { recursive: true }));

const functions = withAssembly('dev', (template, directory) => {
  cpSync(directory, deployed, { recursive: true });
  return Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => ({
    name: Properties.FunctionName as string,
    bundle: join(deployed, `asset.${Properties.Code.S3Key.replace(/\.zip$/, '')}`),
    variables: Object.keys(Properties.Environment.Variables),
  }));
});

it.concurrent.each(functions)(
  '$name loads with the variables it gets and no other',
  async ({ bundle, variables }) => {
    const env = {
      // Lambda's own, and the layer that brings the tracer.
      AWS_REGION: 'eu-west-1',
      NODE_PATH: join(__dirname, '../../node_modules'),
      ...Object.fromEntries(variables.map((name) => [name, 'https://example.com/a-value'])),
    };
    const load = `require('${bundle}').handler`;
    const print = `try { console.log(typeof ${load}) } catch ({ message }) { console.log(message) }`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', print], { env });
    expect(stdout).toBe('function\n');
  },
  30_000,
);
