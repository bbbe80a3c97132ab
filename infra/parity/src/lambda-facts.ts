import { isObject } from '@product-service/cloud-formation';
import type { EvaluatedResource } from './evaluate-template.js';
import { type Context, type FactTable, list, named, nothing, settingsOf } from './resource-facts.js';
import { functionOf, MIGRATIONS, variablesOf } from './resource-names.js';
import { settingsFacts } from './settings-facts.js';
import { replaceSymbols } from './symbols.js';

const migrationFacts = (by: string, input: unknown) =>
  [`runs ${by}`, ...settingsFacts('', input)].map((line) => ['migration', line] as const);

export const LAMBDA_FACTS: FactTable = {
  'AWS::Lambda::Function': (resource, context) => {
    const subject = `function ${named(resource, context)}`;
    const { Environment: _environment, Layers, Tags, ...rest } = resource.properties;
    return [
      ...settingsOf(
        subject,
        {
          ...resource,
          properties: { ...rest, Tags: ownTags(Tags), LoggingConfig: ownLogging(resource.properties) },
        },
        context,
      ),
      ...Object.entries(variablesOf(resource.properties))
        // The tracer treats an empty variable like none.
        .filter(([, value]) => value !== '')
        .flatMap(([name, value]) => settingsFacts(`variable ${name}`, value))
        .map((line) => [subject, line] as const),
      // Their order is the order in which Lambda merges them.
      ...list(Layers).map((layer, index) => [subject, `layer ${index + 1} = ${layer}`] as const),
      ...(waitsForMigration(resource, context)
        ? [[subject, 'is deployed after the migration'] as const]
        : []),
    ];
  },
  'AWS::Lambda::EventSourceMapping': (resource, context) => {
    const { FunctionName, EventSourceArn, ...rest } = resource.properties;
    const subject = `function ${functionOf(FunctionName, context.names, context.resources)}`;
    return [
      [subject, `reads ${EventSourceArn}`],
      ...settingsOf(`${subject} reads`, { ...resource, properties: rest }, context),
    ];
  },
  'AWS::Lambda::EventInvokeConfig': (resource, context) => {
    const { FunctionName, ...rest } = resource.properties;
    const subject = `function ${functionOf(FunctionName, context.names, context.resources)} invoked asynchronously`;
    return settingsOf(subject, { ...resource, properties: rest }, context);
  },
  'AWS::Lambda::Permission': ({ properties }, { names, resources }) => {
    const { FunctionName, Action, Principal, SourceArn, ...rest } = properties;
    const subject = `function ${functionOf(FunctionName, names, resources)}`;
    const line = `may be invoked (${Action}) by ${Principal} for ${SourceArn}`;
    return [[subject, [line, ...settingsFacts('', rest)].join(', ')]];
  },
  'AWS::Lambda::Version': ({ properties }, { names, resources }) => [
    [
      `function ${functionOf(properties['FunctionName'], names, resources)}`,
      'publishes a version for each bundle',
    ],
  ],
  'AWS::Lambda::Alias': nothing('it only keeps the version in use that it refers to'),
  'Custom::DatabaseMigration': ({ properties }, { names, resources }) => {
    const { ServiceToken, ...input } = properties;
    return migrationFacts(functionOf(ServiceToken, names, resources), input);
  },
  'Terraform::Lambda::Invocation': ({ properties }, { names, resources }) =>
    migrationFacts(functionOf(properties['FunctionName'], names, resources), properties['Input']),
};

/** A log group with this name is Lambda's default. */
const ownLogging = ({ FunctionName, LoggingConfig }: EvaluatedResource['properties']): unknown => {
  if (!isObject(LoggingConfig)) return LoggingConfig;
  const { LogGroup, ...rest } = LoggingConfig;
  return LogGroup === `/aws/lambda/${FunctionName}` ? rest : LoggingConfig;
};

/** Tags by which a tool marks its functions. */
const TOOL_TAGS: readonly unknown[] = ['dd_cdk_construct', 'lambda:createdBy'];

const ownTags = (tags: unknown): readonly unknown[] =>
  list(tags).filter((tag) => !(isObject(tag) && TOOL_TAGS.includes(tag['Key'])));

/** Directly or through other resources. */
const waitsForMigration = (resource: EvaluatedResource, { resources }: Context): boolean => {
  const visited = new Set<string>();
  const waits = ({ logicalId, dependsOn, properties, type }: EvaluatedResource): boolean => {
    if (MIGRATIONS.includes(type)) return true;
    if (visited.has(logicalId)) return false;
    visited.add(logicalId);
    const referenced: string[] = [];
    replaceSymbols(JSON.stringify(properties), (id) => (referenced.push(id), ''));
    return resources.some((it) => [...dependsOn, ...referenced].includes(it.logicalId) && waits(it));
  };
  return waits(resource);
};
