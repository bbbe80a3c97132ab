import type { CloudFormationTemplate } from '@product-service/cloud-formation';
import type { Deployment } from '@product-service/deployment';
import { toCloudFormation } from './conversion/convert.js';
import { readConfigurations, type ResolvedEnv } from './resolved-configurations.js';

/**
 * What Terraform would create for an environment, as a CloudFormation template. A stand-alone environment is the one that was
 * evaluated, under its own name. The other settings of the deployment are those of the evaluation.
 */
export const deployedTemplate = ({ env }: Deployment): CloudFormationTemplate => {
  const { configurations } = readConfigurations();
  if (Object.hasOwn(configurations, env)) return toCloudFormation(configurations[env as ResolvedEnv]);
  const text = JSON.stringify(configurations.standalone).replaceAll(/\bstandalone\b/g, env);
  return toCloudFormation(JSON.parse(text));
};

/** The tags of everything that Terraform creates. */
export const deployedTags = ({ env }: Deployment): Readonly<Record<string, string>> => {
  const { configurations } = readConfigurations();
  return Object.hasOwn(configurations, env)
    ? configurations[env as ResolvedEnv].tags
    : { ...configurations.standalone.tags, env };
};
