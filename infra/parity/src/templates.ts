import type { Deployment } from '@product-service/deployment';
import { deployedTemplate as samTemplate, stackTags } from '@product-service/infra-sam';
import { deployedTags, deployedTemplate as terraformTemplate } from '@product-service/infra-terraform';
import { cdkTemplate, type TaggedTemplate } from './cdk-template.js';

/** What each tool deploys, as CloudFormation. */
export const TEMPLATES = {
  cdk: cdkTemplate,
  sam: (deployment) => ({ template: samTemplate(deployment), tags: stackTags(deployment) }),
  terraform: (deployment) => ({ template: terraformTemplate(deployment), tags: deployedTags(deployment) }),
} as const satisfies Record<string, (deployment: Deployment) => TaggedTemplate>;

export type Tool = keyof typeof TEMPLATES;
