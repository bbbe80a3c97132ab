import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LAYERS, RUNTIME_PACKAGES } from '../../core/local-overrides.js';
import { RUNTIME_MODULES } from './environment.js';

const WORKSPACE_MODULES = resolve(__dirname, '../../../../../node_modules');

/**
 * Copies a function's deployed code to a folder of its own, as Lambda unpacks it to `/var/task`. The folder is outside of the
 * workspace. So a package that is missing in the bundle is missing here too, and is not found in node_modules.
 */
export const unpackCode = async (
  code: { readonly folder: string } | { readonly source: string },
  taskRoot: string,
): Promise<void> => {
  await mkdir(taskRoot, { recursive: true });
  if ('folder' in code) await cp(code.folder, taskRoot, { recursive: true });
  else await writeFile(join(taskRoot, 'index.js'), code.source);
};

/**
 * Links the packages of the runtime and of a function's layers into the folder that replaces `/opt`.
 * @param ownLayers folders of the template's own layers, by ARN.
 * @returns environment variables that the layers need here.
 */
export const unpackLayers = async (
  layerArns: readonly string[],
  ownLayers: ReadonlyMap<string, string>,
  layersRoot: string,
): Promise<Record<string, string>> => {
  await linkPackages(RUNTIME_PACKAGES, join(layersRoot, RUNTIME_MODULES));
  const variables = {};
  for (const arn of layerArns) {
    const folder = ownLayers.get(arn);
    if (folder) {
      await cp(folder, layersRoot, { recursive: true });
    } else {
      const layer = knownLayer(arn);
      await linkPackages(layer.packages, join(layersRoot, 'nodejs/node_modules'));
      Object.assign(variables, layer.variables);
    }
  }
  return variables;
};

/** `arn:aws:lambda:<region>:<account>:layer:<name>:<version>` */
const knownLayer = (layerArn: string) => {
  const name = layerArn.split(':').at(-2) ?? '';
  const layer = LAYERS.find(({ pattern }) => pattern.test(name));
  if (layer) return layer;
  throw new Error(
    `the local cloud does not know the layer ${layerArn}: add its packages to apps/local/src/core/local-overrides.ts`,
  );
};

const linkPackages = async (packages: Readonly<Record<string, string>>, modules: string): Promise<void> => {
  for (const [name, folder] of Object.entries(packages)) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(WORKSPACE_MODULES, folder), link, 'junction');
  }
};
