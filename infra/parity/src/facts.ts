import { importOpenApi, isObject } from '@product-service/cloud-formation';
import { isDefault } from './defaults.js';
import type { EvaluatedResource, EvaluatedTemplate } from './evaluate-template.js';
import { policyFacts } from './policy-facts.js';
import { functionOf, MIGRATIONS, nameResources, type ResourceNames, variablesOf } from './resource-names.js';
import { settingsFacts } from './settings-facts.js';
import { ATTRIBUTES, replaceSymbols, symbol, symbolIn } from './symbols.js';

interface Context {
  readonly names: ResourceNames;
  readonly resources: readonly EvaluatedResource[];
}

/** Facts about a resource: each is a subject and a line about it. */
type Facts = (resource: EvaluatedResource, context: Context) => readonly (readonly [string, string])[];

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

const named = (resource: EvaluatedResource, { names }: Context): string => {
  const name = names.get(resource.logicalId);
  if (name) return name;
  throw new Error(`${resource.logicalId} (${resource.type}) has no use that the comparison knows`);
};

/** All settings of a resource, except a name that nothing outside relies on. */
const settings: Facts = (resource, context) => settingsOf(named(resource, context), resource, context);

const settingsOf = (
  subject: string,
  { type, properties, policies }: EvaluatedResource,
  { resources }: Context,
): readonly (readonly [string, string])[] => {
  const { [ATTRIBUTES[type]?.privateName ?? '']: _, ...compared } = properties;
  return [...settingsFacts('', withoutPrivateNames(compared, resources)), ...settingsFacts('', policies)]
    .filter((setting) => !isDefault(type, setting))
    .map((setting) => [subject, setting]);
};

/** A private name that a template gives is the same as the one that CloudFormation would generate. */
const withoutPrivateNames = (properties: object, resources: readonly EvaluatedResource[]): object => {
  const symbols = new Map(
    resources.flatMap((it): [unknown, string][] => {
      const property = ATTRIBUTES[it.type]?.privateName;
      const name = property && it.properties[property];
      return name ? [[name, symbol(it.logicalId, 'Name')]] : [];
    }),
  );
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replace(v)]));
    return symbols.get(value) ?? value;
  };
  return replace(properties) as object;
};

const nothing: Facts = () => [];

const FACTS: Readonly<Record<string, Facts>> = {
  'AWS::Lambda::Function': (resource, context) => {
    const subject = `function ${named(resource, context)}`;
    const { Environment: _environment, Layers, Tags: _tags, ...rest } = resource.properties;
    return [
      ...settingsOf(subject, { ...resource, properties: rest }, context),
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
    const subject = `function ${functionOf(FunctionName, context.names)}`;
    return [
      [subject, `reads ${EventSourceArn}`],
      ...settingsOf(`${subject} reads`, { ...resource, properties: rest }, context),
    ];
  },
  'AWS::Lambda::EventInvokeConfig': (resource, context) => {
    const { FunctionName, ...rest } = resource.properties;
    const subject = `function ${functionOf(FunctionName, context.names)} invoked asynchronously`;
    return settingsOf(subject, { ...resource, properties: rest }, context);
  },
  'AWS::Lambda::Permission': ({ properties }, { names }) => {
    const { FunctionName, Action, Principal, SourceArn, ...rest } = properties;
    const subject = `function ${functionOf(FunctionName, names)}`;
    const line = `may be invoked (${Action}) by ${Principal} for ${SourceArn}`;
    return [[subject, [line, ...settingsFacts('', rest)].join(', ')]];
  },
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
  // Its statements are those of the roles that it is attached to.
  'AWS::IAM::ManagedPolicy': nothing,
  'AWS::SQS::QueuePolicy': resourcePolicy('Queues'),
  'AWS::SNS::TopicPolicy': resourcePolicy('Topics'),
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
  'AWS::ApiGateway::RestApi': (resource, context) => {
    // Parameters of an import repeat other settings.
    const { Body, Parameters: _, ...rest } = resource.properties;
    const { methods, gatewayResponses } = Body === undefined ? NO_API : importOpenApi(Body);
    return [
      ...settingsOf('API', { ...resource, properties: rest }, context),
      ...methods.flatMap(({ path, ...method }) =>
        methodFacts(path, { ...resource, properties: method }, context),
      ),
      ...gatewayResponses.flatMap((it) => gatewayResponseFacts({ ...resource, properties: it }, context)),
    ];
  },
  'AWS::ApiGateway::Method': (resource, context) =>
    methodFacts(pathOf(resource.properties['ResourceId'], context.resources), resource, context),
  'AWS::ApiGateway::GatewayResponse': (resource, context) => gatewayResponseFacts(resource, context),
  'AWS::Lambda::Version': ({ properties }, { names }) => [
    [`function ${functionOf(properties['FunctionName'], names)}`, 'publishes a version for each bundle'],
  ],
  // It only makes the version that it refers to stay in use.
  'AWS::Lambda::Alias': nothing,
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
  'AWS::ApiGateway::Stage': (resource, context) => {
    const { MethodSettings, ...rest } = resource.properties;
    // False is the default.
    const methods = list(MethodSettings).map((it) =>
      isObject(it) && it['DataTraceEnabled'] === false ? { ...it, DataTraceEnabled: undefined } : it,
    );
    return settings({ ...resource, properties: { ...rest, MethodSettings: methods } }, context);
  },
  // A part of a method's path.
  'AWS::ApiGateway::Resource': nothing,
  // A snapshot of the API, which each tool makes in its own way.
  'AWS::ApiGateway::Deployment': nothing,
  'Custom::DatabaseMigration': ({ properties }, { names }) => {
    const { ServiceToken, ...input } = properties;
    return migrationFacts(functionOf(ServiceToken, names), input);
  },
  'Terraform::Lambda::Invocation': ({ properties }, { names }) =>
    migrationFacts(functionOf(properties['FunctionName'], names), properties['Input']),
};

const migrationFacts = (by: string, input: unknown) =>
  [`runs ${by}`, ...settingsFacts('', input)].map((line) => ['migration', line] as const);

const NO_API = { methods: [], gatewayResponses: [] };

const methodFacts: (path: string, ...of: Parameters<Facts>) => ReturnType<Facts> = (
  path,
  resource,
  context,
) => {
  const {
    HttpMethod,
    ResourceId: _,
    RestApiId: _api,
    MethodResponses: _responses,
    ...rest
  } = resource.properties;
  const type = 'AWS::ApiGateway::Method';
  return settingsOf(`API ${HttpMethod} ${path}`, { ...resource, type, properties: rest }, context);
};

const gatewayResponseFacts: Facts = (resource, context) => {
  const { ResponseType, RestApiId: _, ...rest } = resource.properties;
  const type = 'AWS::ApiGateway::GatewayResponse';
  return settingsOf(`API response ${ResponseType}`, { ...resource, type, properties: rest }, context);
};

const pathOf = (resourceId: unknown, resources: readonly EvaluatedResource[]): string => {
  const id = symbolIn(resourceId)?.logicalId;
  const resource = resources.find(
    ({ logicalId, type }) => logicalId === id && type === 'AWS::ApiGateway::Resource',
  );
  if (!resource) return '';
  return `${pathOf(resource.properties['ParentId'], resources)}/${resource.properties['PathPart']}`;
};

function resourcePolicy(property: string): Facts {
  return ({ properties }, { names }) =>
    list(properties[property]).flatMap((on) =>
      policyFacts(properties['PolicyDocument']).map(
        (line) => [nameOf(on, names), `policy: ${line}`] as const,
      ),
    );
}

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

const nameOf = (value: unknown, names: ResourceNames): string =>
  names.get(symbolIn(value)?.logicalId ?? '') ?? String(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
