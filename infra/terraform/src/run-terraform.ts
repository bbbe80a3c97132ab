import { spawnSync } from 'node:child_process';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Deployment,
  readProtection,
  requireInstalled,
  run,
  WORKSPACE,
} from '@product-service/deployment';
import { stackName } from '@product-service/environment';
import { CONFIGURATION } from './terraform.js';
import { terraformVariables } from './variables.js';

/** Where Terraform keeps the state of a deployment. */
export type StateLocation = { readonly bucket: string; readonly region: string } | 'local file';

const LOCAL_STATE = '--local-state';

/**
 * Reads `TF_STATE_BUCKET_NAME` and `AWS_REGION`, or `--local-state` from the arguments.
 * @returns the location, and the arguments without `--local-state`.
 * @throws Error that names the variable to set.
 */
export const readStateLocation = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): { readonly state: StateLocation; readonly args: readonly string[] } => {
  const rest = args.filter((arg) => arg !== LOCAL_STATE);
  if (rest.length < args.length) return { state: 'local file', args: rest };
  const bucket = environment['TF_STATE_BUCKET_NAME'];
  if (!bucket) {
    throw new Error(
      `TF_STATE_BUCKET_NAME is not set: set it to an S3 bucket for Terraform's state, or add ${LOCAL_STATE} to keep the state in a file.`,
    );
  }
  const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  if (!region)
    throw new Error('AWS_REGION is not set: set it to the region of the deployment and of the bucket.');
  return { state: { bucket, region }, args: rest };
};

/** Terraform for one deployment. */
export interface TerraformRun {
  /** Runs a command with the deployment's variables. */
  run(args: readonly string[]): Promise<void>;
  /** Plans or applies the configuration. A protected database stays protected until `PROTECTED=N`. */
  apply(args: readonly string[]): Promise<void>;
}

/**
 * Initialises Terraform for the deployment's state, and uses it. Each environment has its own state and data folder, so two
 * environments in one checkout cannot mix them up.
 */
export const withTerraform = async (
  deployment: Deployment,
  apiKey: string | undefined,
  state: StateLocation,
  use: (terraform: TerraformRun) => Promise<void>,
): Promise<void> => {
  requireInstalled('terraform');
  refuseOwnVariables();
  const folder = join(WORKSPACE, 'dist/infra-terraform', deployment.env);
  const variables = {
    TF_DATA_DIR: join(folder, '.terraform'),
    TF_IN_AUTOMATION: 'true',
    ...terraformEnvironment(deployment, apiKey),
  };
  const terraform = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> =>
    run('terraform', args, { cwd: CONFIGURATION, variables: { ...variables, ...more }, secret: apiKey });
  const apply = (args: readonly string[]): Promise<void> => {
    const isProtected = readProtection() ?? (deployment.isProtected || isProtectedInState(variables));
    return terraform(args, { TF_VAR_protected: String(isProtected) });
  };
  const override = join(CONFIGURATION, 'backend_override.tf');
  if (state === 'local file') writeFileSync(override, 'terraform {\n  backend "local" {}\n}\n');
  else rmSync(override, { force: true });
  try {
    await terraform(['init', '-input=false', '-reconfigure', ...backendArguments(deployment, state)]);
    await use({ run: terraform, apply });
  } finally {
    rmSync(override, { force: true });
  }
};

/** Terraform prefers values in these files to those of this command. @throws Error that names the file */
const refuseOwnVariables = (): void => {
  const [file] = globSync(
    ['terraform.tfvars', 'terraform.tfvars.json', '*.auto.tfvars', '*.auto.tfvars.json'],
    {
      cwd: CONFIGURATION,
    },
  );
  if (file === undefined) return;
  throw new Error(
    `infra/terraform/${file} would replace this command's variables: remove the file, or run terraform yourself.`,
  );
};

/** Whether the state contains a cluster with deletion protection. */
const isProtectedInState = (variables: NodeJS.ProcessEnv): boolean => {
  const { status, stdout, stderr } = spawnSync('terraform', ['show', '-json'], {
    cwd: CONFIGURATION,
    env: { ...process.env, ...variables },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Terraform cannot read the state:\n${stderr}`);
  const resources: readonly { type: string; values: Record<string, unknown> }[] =
    JSON.parse(stdout).values?.root_module?.resources ?? [];
  return resources.some(
    ({ type, values }) => type === 'aws_dsql_cluster' && values['deletion_protection_enabled'] === true,
  );
};

const backendArguments = ({ env }: Deployment, state: StateLocation): readonly string[] =>
  (state === 'local file'
    ? [`path=${join(WORKSPACE, `${stackName(env)}.tfstate`)}`]
    : [`bucket=${state.bucket}`, `key=${stackName(env)}/terraform.tfstate`, `region=${state.region}`]
  ).map((setting) => `-backend-config=${setting}`);

/** The root variables, as environment variables: every user of a machine can read the arguments of its processes. */
export const terraformEnvironment = (
  deployment: Deployment,
  apiKey: string | undefined,
): Readonly<Record<string, string | undefined>> => ({
  // A value of the user's own environment must not be used for a variable that is not set here.
  TF_VAR_dd_api_key: apiKey,
  TF_VAR_dd_api_key_secret_arn: undefined,
  TF_VAR_dsql_cluster_arn: undefined,
  ...Object.fromEntries(
    Object.entries(terraformVariables(deployment)).map(([name, value]) => [`TF_VAR_${name}`, String(value)]),
  ),
});
