import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deployment, run } from '@product-service/deployment';
import { stackName } from '@product-service/environment';
import { parameterValues, stackTags } from './parameter-values.js';
import { TEMPLATE_FILE } from './resolved-template.js';

/** The parameter for Datadog's API key, and its default, with which nothing can be deployed. */
const API_KEY_PARAMETER = 'DDApiKey';
const NOT_SET = 'not set';

/** Builds the functions. Nx's cache may already hold them. */
export const buildFunctions = (): Promise<void> => run('nx', ['run', 'infra-sam:build']);

/**
 * Runs `sam deploy` for a deployment, with more arguments. Its settings are in a temporary file that only this user can read:
 * every user of a machine can read the arguments of its processes, and the settings contain Datadog's API key.
 */
export const samDeploy = async (
  deployment: Deployment,
  apiKey: string | undefined,
  args: readonly string[],
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'infra-sam-'));
  try {
    const config = join(folder, 'samconfig.toml');
    writeFileSync(config, samConfig(deployment, apiKey), { mode: 0o600 });
    // With --debug, SAM prints the parameters.
    await run('sam', ['deploy', '--template-file', TEMPLATE_FILE, '--config-file', config, ...args], {
      secret: apiKey,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html */
export const samConfig = (deployment: Deployment, apiKey: string | undefined): string => {
  // Every parameter, because CloudFormation would use the previous value of one that is missing.
  const parameters = { ...parameterValues(deployment), [API_KEY_PARAMETER]: apiKey ?? NOT_SET };
  return [
    'version = 0.1',
    '[default.deploy.parameters]',
    `stack_name = ${text(stackName(deployment.env))}`,
    'resolve_s3 = true',
    `s3_prefix = ${text(stackName(deployment.env))}`,
    'capabilities = "CAPABILITY_IAM"',
    'confirm_changeset = false',
    'fail_on_empty_changeset = false',
    `parameter_overrides = ${text(pairs(parameters))}`,
    `tags = ${text(pairs(stackTags(deployment)))}`,
    '',
  ].join('\n');
};

const pairs = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ');

/** A basic string of TOML has the form of a JSON string. */
const text = (value: string): string => JSON.stringify(value);
