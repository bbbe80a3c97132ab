import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Leaves a construct, and what is in it, out of one rule of cdk-nag's AwsSolutions, e.g. `SMG4`, for a reason. Does what
 * `Validations.acknowledge` does, but for the stack trace: that has paths of the machine that synthesises.
 */
export const exempt = (construct: IConstruct, rule: string, reason: string): void => {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions::AwsSolutions-${rule}`]: reason,
  });
};
