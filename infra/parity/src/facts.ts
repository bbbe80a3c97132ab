import { isObject } from '@product-service/cloud-formation';
import { ACCESS_FACTS } from './access-facts.js';
import { API_FACTS } from './api-facts.js';
import type { EvaluatedTemplate } from './evaluate-template.js';
import { LAMBDA_FACTS } from './lambda-facts.js';
import { type Context, type FactTable, list, named, settings, settingsOf } from './resource-facts.js';
import { nameResources } from './resource-names.js';
import { replaceSymbols, symbol } from './symbols.js';

const FACTS: FactTable = {
  ...ACCESS_FACTS,
  ...API_FACTS,
  ...LAMBDA_FACTS,
  'AWS::SNS::Subscription': (resource, context) => {
    const { TopicArn, Endpoint, ...rest } = resource.properties;
    return settingsOf(
      `subscription of ${Endpoint} to ${TopicArn}`,
      { ...resource, properties: rest },
      context,
    );
  },
  'AWS::CloudWatch::Alarm': (resource, context) => {
    const { AlarmName, ...rest } = resource.properties;
    return settingsOf(`alarm ${AlarmName}`, { ...resource, properties: rest }, context);
  },
  'AWS::SSM::Parameter': (resource, context) => {
    const { Name, ...rest } = resource.properties;
    return settingsOf(`parameter ${Name}`, { ...resource, properties: rest }, context);
  },
  'AWS::Events::Rule': (resource, context) => {
    const { Targets, ...rest } = resource.properties;
    // The ids of targets only distinguish them.
    const targets = list(Targets).map((it) => (isObject(it) ? { ...it, Id: undefined } : it));
    return settingsOf(
      named(resource, context),
      { ...resource, properties: { ...rest, Targets: targets } },
      context,
    );
  },
};

/**
 * Everything that a template says, one fact a line, sorted. Two templates that create the same infrastructure give the same
 * lines, whatever their logical ids, generated names, order and way to write a policy.
 */
export const factsOf = ({ resources, outputs }: EvaluatedTemplate): readonly string[] => {
  const names = nameResources(resources);
  const context = { names, resources };
  const facts = resources.flatMap((resource) => {
    const about = FACTS[resource.type] ?? settings;
    return about(resource, context).map(([subject, line]) => `${subject}: ${line}`);
  });
  const outputFacts = Object.entries(outputs).map(([name, value]) => `output ${name} = ${value}`);
  return [...facts, ...outputFacts].map((line) => readable(line, context)).sort();
};

/** An ARN of a key in this account and region is the same as its alias. */
const LOCAL_KEY = 'arn:<partition>:kms:<region>:<account>:alias/';

/** Replaces logical ids by the resources' names, and an address of the cluster by the cluster. */
const readable = (line: string, { names, resources }: Context): string => {
  const cluster = resources.find(({ type }) => type === 'AWS::DSQL::Cluster')?.logicalId ?? '';
  const endpoint = `${symbol(cluster, 'Identifier')}.dsql.<region>.on.aws`;
  return replaceSymbols(
    line.replaceAll(endpoint, symbol(cluster, 'Endpoint')).replaceAll(LOCAL_KEY, 'alias/'),
    (logicalId, attribute) => `{${names.get(logicalId) ?? logicalId} ${attribute}}`,
  );
};
