import { type Account, arnOf } from '../core/account.js';
import { inertType, nameOf, type ResourceTypes } from '../service-model/resource-type.js';

/** Types of services that the local cloud does not have. Nothing has to run for them. */
export const inertResources = (account: Account): ResourceTypes => ({
  'AWS::CDK::Metadata': inertType('it only counts how often constructs are used'),
  'AWS::CloudWatch::Alarm': inertType('there are no metrics here', (resource) => {
    const name = nameOf(account, resource, 'AlarmName');
    return { ref: name, attributes: { Arn: arnOf(account, 'cloudwatch', `alarm:${name}`) } };
  }),
});
