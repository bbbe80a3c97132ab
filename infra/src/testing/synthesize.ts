import { readDeployment, type Deployment } from '@product-service/deployment';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { productServiceApp } from '../app.js';

// Validation takes most of a synthesis. validation.spec.ts enables it.
process.env['CDK_VALIDATION'] = 'false';

/** Runs `use` with a temporary directory for an assembly. */
export const withDirectory = <T>(use: (directory: string) => T): T => {
  const directory = mkdtempSync(join(tmpdir(), 'infra-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

/** Synthesises the deployment of these variables into a temporary directory, and runs `use` on the assembly. */
export const withAssembly = <T>(
  variables: NodeJS.ProcessEnv,
  use: (template: Template, directory: string) => T,
): T =>
  withDirectory((directory) => {
    const deployment = readDeployment({ COMMIT_HASH: 'test', ...variables });
    return use(synthesized(deployment, directory), directory);
  });

/** Milliseconds in which Nx restores bundles from its cache. */
const RESTORING_MS = 1_000;

/** Another task may be restoring the bundles at this moment: Nx deletes them first. Then it tries again. */
const synthesized = (deployment: Deployment, directory: string, attempts = 5): Template => {
  try {
    return Template.fromStack(productServiceApp(deployment, directory).stack);
  } catch (error) {
    if (!isMissing(error as NodeJS.ErrnoException) || attempts === 1) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RESTORING_MS);
    return synthesized(deployment, directory, attempts - 1);
  }
};

/** A file, or as `bundleOf` says it, the folder of a function. */
const isMissing = ({ code, message }: NodeJS.ErrnoException): boolean =>
  code === 'ENOENT' || message.includes('is missing: write');

export const synthesize = (env: string, variables: NodeJS.ProcessEnv = {}): Template =>
  withAssembly({ ENV: env, ...variables }, (template) => template);

/** What the assembly's manifest says about the stack: name, tags, termination protection. */
export const stackProperties = (variables: NodeJS.ProcessEnv): Record<string, unknown> =>
  withAssembly(variables, (_, directory) => {
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    return manifest.artifacts.ProductService.properties;
  });

/** Logical id of a reference, without CDK's hash; any other value as JSON. */
export const nameOf = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const logicalId = Ref ?? attribute?.[0];
  return logicalId?.replace(/[0-9A-F]{8}$/, '') ?? JSON.stringify(value);
};
