import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WORKSPACE } from '@product-service/deployment';

/** The Terraform configuration. */
export const CONFIGURATION = join(__dirname, '..');

/** The files of the configuration, relative to its folder. Without overrides, which only one run of a command has. */
export const configurationFiles = (): readonly string[] =>
  globSync(['*.tf', 'modules/**/*.tf'], { cwd: CONFIGURATION })
    .filter((file) => !file.endsWith('_override.tf'))
    .sort();

/** A copy of the configuration on which Terraform can run without an account. */
export interface WorkingCopy {
  readonly folder: string;
  /** A folder with an empty file for each function's code, relative to `folder`. */
  readonly bundles: string;
  /** Runs Terraform, and returns its output. @throws Error with the errors that it printed */
  terraform(args: readonly string[], input?: string): string;
  remove(): void;
}

/** Terraform cannot download its AWS provider. */
export class NoProviderError extends Error {
  override readonly name = 'NoProviderError';
}

/**
 * Copies the configuration and initialises it without a backend. The copy also accepts AWS provider 5.100, because some
 * mirrors have no newer one. `TERRAFORM_PROVIDER_MIRROR` names a folder with providers, to use instead of the registry.
 * @throws NoProviderError
 */
export const workingCopy = (): WorkingCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'infra-terraform-'));
  const bundles = 'bundles';
  for (const file of configurationFiles()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(CONFIGURATION, file), join(folder, file));
  }
  const versions = join(folder, 'versions.tf');
  writeFileSync(versions, readFileSync(versions, 'utf8').replace(/"~> 6\.0"/, '">= 5.100, < 7.0"'));
  // Backends need credentials.
  rmSync(join(folder, 'backend.tf'), { force: true });
  for (const main of globSync('apps/product-*/*/main.ts', { cwd: WORKSPACE })) {
    const bundle = join(folder, bundles, `${dirname(main).replace(/^apps./, '')}.zip`);
    mkdirSync(dirname(bundle), { recursive: true });
    writeFileSync(bundle, '');
  }
  const environment = environmentOf(folder);
  const terraform = (args: readonly string[], input?: string): string => {
    const { error, status, stdout, stderr } = spawnSync('terraform', args, {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      maxBuffer: 1024 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`"terraform ${args[0]}" failed:\n${errorsOf(stdout)}${stderr}`);
    return stdout;
  };
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    terraform(['init', '-backend=false', '-input=false', '-no-color']);
  } catch (error) {
    remove();
    throw new NoProviderError(
      `Terraform has no AWS provider: it needs the registry, or TERRAFORM_PROVIDER_MIRROR. ${String(error)}`,
    );
  }
  return { folder, bundles, terraform, remove };
};

const environmentOf = (folder: string): NodeJS.ProcessEnv => {
  const mirror = process.env['TERRAFORM_PROVIDER_MIRROR'];
  if (!mirror) return process.env;
  if (!existsSync(mirror))
    throw new Error(`TERRAFORM_PROVIDER_MIRROR is "${mirror}": there is no such folder.`);
  const config = join(folder, 'cli-config.tfrc');
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return { ...process.env, TF_CLI_CONFIG_FILE: config };
};

/** With `-json`, errors are lines among others. */
const errorsOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.includes('"@level":"error"'))
    .map((line) => {
      const { diagnostic, '@message': message } = JSON.parse(line);
      return `${message}\n${diagnostic?.detail ?? ''} ${diagnostic?.range?.filename ?? ''}:${diagnostic?.range?.start?.line ?? ''}\n`;
    })
    .join('');
