import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Exempts a construct and its children from one rule of cdk-nag's AwsSolutions, e.g. `SMG4`. Like
 * `Validations.acknowledge`, but without the stack trace, which contains paths of the machine that runs the synthesis.
 */
export const exempt = (construct: IConstruct, rule: string, reason: string): void => {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions::AwsSolutions-${rule}`]: reason,
  });
};
