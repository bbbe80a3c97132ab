import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { productServiceApp } from '../app.js';
import { readDeployment } from '../deployment.js';

// Takes most of the time that a synthesis takes. validation.spec.ts has it done.
process.env['CDK_VALIDATION'] = 'false';

/** Runs `use` on the assembly that these variables ask for, in a directory that is gone afterwards. */
export const withAssembly = <T>(
  variables: NodeJS.ProcessEnv,
  use: (template: Template, directory: string) => T,
): T => {
  const directory = mkdtempSync(join(tmpdir(), 'infra-'));
  try {
    const deployment = readDeployment({ COMMIT_HASH: 'test', ...variables });
    return use(Template.fromStack(productServiceApp(deployment, directory).stack), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

export const synthesize = (env: string, variables: NodeJS.ProcessEnv = {}): Template =>
  withAssembly({ ENV: env, ...variables }, (template) => template);

/** What the assembly's manifest says about the stack: name, tags, termination protection. */
export const stackProperties = (variables: NodeJS.ProcessEnv): Record<string, unknown> =>
  withAssembly(variables, (_, directory) => {
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    return manifest.artifacts.ProductService.properties;
  });

/** A reference's logical id without CDK's hash, so that it reads like a name; any other value as JSON. */
export const nameOf = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const logicalId = Ref ?? attribute?.[0];
  return logicalId?.replace(/[0-9A-F]{8}$/, '') ?? JSON.stringify(value);
};
