import { isObject } from '@product-service/cloud-formation';
import type { EvaluatedResource } from './evaluate-template.js';
import { symbolIn } from './symbols.js';

/** Names resources after their use, e.g. `queue of HandleStockUpdated`: each tool gives them other logical ids. */
export type ResourceNames = ReadonlyMap<string, string>;

/** @throws Error for two resources with the same use */
export const nameResources = (resources: readonly EvaluatedResource[]): ResourceNames => {
  const names = new Map<string, string>();
  const typed = (type: string): readonly EvaluatedResource[] => resources.filter((it) => it.type === type);
  const give = (logicalId: string | undefined, name: string): void => {
    if (logicalId !== undefined && !names.has(logicalId)) names.set(logicalId, name);
  };
  const idOf = (value: unknown): string | undefined => symbolIn(value)?.logicalId;
  const nameOf = (value: unknown): string => names.get(idOf(value) ?? '') ?? String(value);

  const functions = typed('AWS::Lambda::Function');
  for (const { logicalId, properties } of functions) {
    const name = shortName(properties['FunctionName']);
    give(logicalId, name);
    give(idOf(properties['Role']), `role of ${name}`);
    for (const [variable, value] of Object.entries(variablesOf(properties))) {
      if (variable.endsWith('_TOPIC_ARN')) give(idOf(value), `topic ${variable.replace(/_TOPIC_ARN$/, '')}`);
      if (variable === 'DD_API_KEY_SECRET_ARN') give(idOf(value), 'secret of the Datadog key');
    }
  }
  for (const { properties } of typed('AWS::Lambda::EventSourceMapping')) {
    const consumer = functionOf(properties['FunctionName'], names, resources);
    const queue = typed('AWS::SQS::Queue').find((it) => it.logicalId === idOf(properties['EventSourceArn']));
    give(queue?.logicalId, `queue of ${consumer}`);
    const redrive = queue?.properties['RedrivePolicy'];
    if (isObject(redrive)) give(idOf(redrive['deadLetterTargetArn']), `dead letters of ${consumer}`);
  }
  for (const { properties } of typed('AWS::CloudWatch::Alarm')) {
    for (const action of list(properties['AlarmActions'])) give(idOf(action), 'topic of the alarms');
  }
  for (const { logicalId, properties } of typed('AWS::Events::EventBus'))
    give(logicalId, `bus ${properties['Name']}`);
  for (const { logicalId, properties } of typed('AWS::Events::Rule')) {
    const pattern = properties['EventPattern'];
    const type = isObject(pattern) ? String(pattern['detail-type']) : '';
    const name = `rule ${type} on ${nameOf(properties['EventBusName'])}`;
    give(logicalId, name);
    for (const target of list(properties['Targets'])) {
      if (isObject(target)) give(idOf(target['RoleArn']), `role of ${name}`);
    }
  }
  for (const { logicalId, properties } of typed('AWS::Scheduler::Schedule')) {
    const target = properties['Target'];
    if (!isObject(target)) continue;
    const name = `schedule of ${nameOf(target['Arn'])}`;
    give(logicalId, name);
    give(idOf(target['RoleArn']), `role of ${name}`);
  }
  for (const { logicalId } of typed('AWS::DSQL::Cluster')) give(logicalId, 'cluster');
  for (const { logicalId } of typed('AWS::ApiGateway::RestApi')) give(logicalId, 'API');
  for (const { logicalId } of typed('AWS::ApiGateway::Stage')) give(logicalId, 'stage');
  for (const { logicalId } of typed('AWS::ApiGateway::Deployment')) give(logicalId, 'deployment of the API');
  for (const { logicalId } of typed('AWS::SecretsManager::Secret')) give(logicalId, 'secret of the JWT key');
  for (const { logicalId, properties } of typed('AWS::Logs::LogGroup')) {
    give(logicalId, `log group ${properties['LogGroupName']}`);
  }
  for (const type of MIGRATIONS) for (const { logicalId } of typed(type)) give(logicalId, 'migration');
  refuseDuplicates(names);
  return names;
};

/** A run of the migration, by CloudFormation or by Terraform. */
export const MIGRATIONS = ['Custom::DatabaseMigration', 'Terraform::Lambda::Invocation'];

/** `CreateProduct` of `ProductService-CreateProduct-dev`. */
const shortName = (functionName: unknown): string =>
  /^ProductService-([A-Za-z]+)-/.exec(String(functionName))?.[1] ?? String(functionName);

/** The function that a property names by its name or ARN. */
export const functionOf = (
  value: unknown,
  names: ResourceNames,
  resources: readonly EvaluatedResource[],
): string => {
  const byName = resources.find(
    ({ type, properties }) => type === 'AWS::Lambda::Function' && properties['FunctionName'] === value,
  );
  return names.get(byName?.logicalId ?? symbolIn(value)?.logicalId ?? '') ?? String(value);
};

export const variablesOf = (properties: EvaluatedResource['properties']): Record<string, unknown> => {
  const environment = properties['Environment'];
  const variables = isObject(environment) ? environment['Variables'] : undefined;
  return isObject(variables) ? variables : {};
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const refuseDuplicates = (names: ResourceNames): void => {
  const known = new Map<string, string>();
  for (const [logicalId, name] of names) {
    const other = known.get(name);
    if (other) throw new Error(`${logicalId} and ${other} have the same use: ${name}`);
    known.set(name, logicalId);
  }
};
