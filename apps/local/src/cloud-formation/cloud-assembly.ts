import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../core/user-error.js';

/** The output of `cdk synth` for one stack. */
export interface CloudAssembly {
  readonly stackName: string;
  /** Undefined: the stack can be deployed to any region. */
  readonly region: string | undefined;
  readonly template: unknown;
  /** The folder that a deployment would zip and upload under this S3 key. @throws UserError if there is none. */
  assetFolder(objectKey: string): string;
}

const MANIFEST = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const ASSETS = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const readJson = <T>(path: string, shape: z.ZodType<T>): T =>
  shape.parse(JSON.parse(readFileSync(path, 'utf8')));

/**
 * Reads the stack of this name from a cloud assembly, or its only stack.
 * @see https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/cloud-assembly-schema
 */
export const readCloudAssembly = (directory: string, wantedStack: string): CloudAssembly => {
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new UserError(
      `There is no cloud assembly in ${directory}: synthesise one with "npx nx synth infra".`,
    );
  }
  const artifacts = Object.entries(readJson(manifestFile, MANIFEST).artifacts);
  const stacks = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const nameOf = ([id, { properties }]: (typeof stacks)[number]): string => properties?.stackName ?? id;
  const stack =
    stacks.find((it) => nameOf(it) === wantedStack) ?? (stacks.length === 1 ? stacks[0] : undefined);
  if (!stack) {
    throw new UserError(
      `The assembly in ${directory} has no stack ${wantedStack}, only ${stacks.map(nameOf).join(', ') || 'none at all'}.`,
    );
  }
  const [id, { environment, properties }] = stack;
  const region = environment?.split('/').at(-1);
  const folders = new Map(
    artifacts
      .filter(([, { type }]) => type === 'cdk:asset-manifest')
      .flatMap(([, artifact]) =>
        Object.values(readJson(join(directory, artifact.properties?.file ?? ''), ASSETS).files).flatMap(
          ({ source, destinations }) =>
            Object.values(destinations).map(({ objectKey }) => [objectKey, source.path] as const),
        ),
      ),
  );
  return {
    stackName: nameOf(stack),
    region: region === 'unknown-region' ? undefined : region,
    template: readJson(join(directory, properties?.templateFile ?? `${id}.template.json`), z.unknown()),
    assetFolder(objectKey) {
      const folder = join(directory, folders.get(objectKey) ?? '?');
      if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
      throw new UserError(`The assembly in ${directory} has no folder for the asset ${objectKey}.`);
    },
  };
};
