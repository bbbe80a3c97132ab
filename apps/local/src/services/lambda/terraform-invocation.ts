import { z } from 'zod';
import { resourceType } from '../../service-model/resource-type.js';
import type { Functions } from './functions.js';

/**
 * Terraform's `aws_lambda_invocation`, for which CloudFormation has no counterpart: a function is invoked during the
 * deployment, and its failure fails the deployment.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation
 */
export const terraformInvocation = (functions: Functions) =>
  resourceType(
    { FunctionName: z.string(), Input: z.record(z.string(), z.unknown()) },
    async ({ logicalId, properties: { FunctionName, Input } }) => {
      const outcome = await functions.find(FunctionName).invoke(Input, `create ${logicalId}`);
      if ('error' in outcome) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      return { ref: logicalId, attributes: { Result: outcome.payload } };
    },
  );
