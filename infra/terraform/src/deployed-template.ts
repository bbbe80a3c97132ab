import { isDeepStrictEqual } from 'node:util';
import type { CloudFormationTemplate } from '@product-service/cloud-formation';
import { type Deployment, readDeployment } from '@product-service/deployment';
import { isIntegrated } from '@product-service/environment';
import { toCloudFormation } from './conversion/convert.js';
import type { EvaluatedConfiguration } from './evaluated-configuration.js';
import { readConfigurations, RESOLVED_DEPLOYMENTS, type ResolvedEnv } from './resolved-configurations.js';

/** What Terraform would create for a deployment, as a CloudFormation template. */
export const deployedTemplate = (deployment: Deployment): CloudFormationTemplate =>
  toCloudFormation(configurationOf(deployment));

/** The tags of everything that Terraform creates. */
export const deployedTags = (deployment: Deployment): Readonly<Record<string, string>> =>
  configurationOf(deployment).tags;

/**
 * The evaluated configuration of exactly this deployment, if there is one. Else that of its environment, or the stand-alone one
 * under another name: then the other settings are those of the evaluation.
 */
const configurationOf = (deployment: Deployment): EvaluatedConfiguration => {
  const { configurations } = readConfigurations();
  const { env } = deployment;
  const exact = Object.entries(RESOLVED_DEPLOYMENTS).find(([, variables]) =>
    isDeepStrictEqual(readDeployment(variables), deployment),
  );
  if (exact) return configurations[exact[0] as ResolvedEnv];
  if (isIntegrated(env)) return configurations[env as ResolvedEnv];
  return JSON.parse(JSON.stringify(configurations.standalone).replaceAll(/\bstandalone\b/g, env));
};
