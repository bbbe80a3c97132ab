import type { CloudFormationTemplate } from '@product-service/cloud-formation';
import type { Deployment } from '@product-service/deployment';
import { parameterValues } from './parameter-values.js';
import { readResolvedTemplate } from './resolved-template.js';

/** The expanded template, with a deployment's values as the defaults of its parameters. */
export const deployedTemplate = (deployment: Deployment): CloudFormationTemplate => {
  const { Parameters = {}, ...template } = readResolvedTemplate();
  const values = parameterValues(deployment);
  return {
    ...template,
    Parameters: Object.fromEntries(
      Object.entries(Parameters).map(([name, parameter]) => [
        name,
        { ...parameter, ...(name in values && { Default: values[name] }) },
      ]),
    ),
  };
};
