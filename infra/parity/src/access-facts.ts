import { isObject } from '@product-service/cloud-formation';
import { policyFacts } from './policy-facts.js';
import { type Facts, type FactTable, list, named, nameOf, nothing, settingsOf } from './resource-facts.js';
import { symbolIn } from './symbols.js';

const resourcePolicy =
  (property: string): Facts =>
  ({ properties }, { names }) =>
    list(properties[property]).flatMap((on) =>
      policyFacts(properties['PolicyDocument']).map(
        (line) => [nameOf(on, names), `policy: ${line}`] as const,
      ),
    );

export const ACCESS_FACTS: FactTable = {
  'AWS::IAM::Role': (resource, context) => {
    const subject = named(resource, context);
    const {
      AssumeRolePolicyDocument,
      Policies,
      ManagedPolicyArns,
      RoleName: _,
      ...rest
    } = resource.properties;
    const attached = list(ManagedPolicyArns).map((arn) => {
      const own = context.resources.find(({ logicalId }) => logicalId === symbolIn(arn)?.logicalId);
      return own ? policyFacts(own.properties['PolicyDocument']) : [`managed policy ${arn}`];
    });
    const inline = list(Policies).map((it) => policyFacts(isObject(it) ? it['PolicyDocument'] : it));
    return [
      ...settingsOf(subject, { ...resource, properties: rest }, context),
      ...policyFacts(AssumeRolePolicyDocument).map((line) => [subject, `trust: ${line}`] as const),
      ...[...attached, ...inline].flat().map((line) => [subject, line] as const),
    ];
  },
  'AWS::IAM::Policy': ({ properties }, { names }) =>
    list(properties['Roles']).flatMap((role) =>
      policyFacts(properties['PolicyDocument']).map((line) => [nameOf(role, names), line] as const),
    ),
  'AWS::IAM::ManagedPolicy': nothing('its statements are those of the roles that it is attached to'),
  'AWS::SQS::QueuePolicy': resourcePolicy('Queues'),
  'AWS::SNS::TopicPolicy': resourcePolicy('Topics'),
};
