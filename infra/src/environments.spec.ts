import type { Variable } from '@product-service/environment';
import type { Template } from 'aws-cdk-lib/assertions';
import { functionsOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, stackProperties, synthesize } from './testing/synthesize.js';

const dev = synthesize('dev');
const prod = synthesize('prod');
const alice = synthesize('alice');

/** The template as a list of `path: value`, with the environment's name replaced. */
const lines = (template: Template): string[] => {
  const flatten = (path: string, value: unknown): string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, child]) => flatten(`${path}.${key}`, child))
      : [`${path}: ${value}`];
  const text = JSON.stringify(template.toJSON())
    .replaceAll(/\b(dev|prod|alice)\b/g, '{env}')
    .replaceAll(/(?<=ApiDeployment)[0-9A-F]{8}[0-9a-f]{32}/g, '');
  return flatten('', JSON.parse(text));
};

/** Names (without hash) of the resources and parameters with a line that the other template lacks. */
const difference = (template: Template, other: Template): string[] => {
  const known = new Set(lines(other));
  const differing = lines(template).filter((line) => !known.has(line));
  return [...new Set(differing.map((line) => line.split('.')[2]?.replace(/[0-9A-F]{8}$/, '') ?? ''))].sort();
};

/** Functions with this variable, and their policies. */
const usersOf = (variable: Variable): string[] =>
  functionsOf(dev)
    .filter(({ variables }) => variable in variables)
    .flatMap(({ name, role }) => [name, `${role}DefaultPolicy`]);
const useJwtSecret = usersOf('JWT_SECRET_PARAM_NAME');
const usePublicBus = usersOf('EVENT_BUS_NAME');

describe('an integrated environment', () => {
  it('adds the shared bus with a forwarding rule for each of our own rules, and uses the shared secret', () => {
    const forwarding = resourcesOf(alice, 'AWS::Events::Rule').flatMap(({ name, properties }) => [
      ...[
        'ForwardingRule',
        'ForwardingRuleEventsRole',
        'ForwardingRuleEventsRoleDefaultPolicy',
        'LostForwarding',
      ].map((part) => name.replace(/Rule$/, part)),
      `${nameOf(properties['Targets'][0].Arn)}DeadLettersPolicy`,
    ]);
    expect(difference(dev, alice)).toEqual(
      [...forwarding, ...useJwtSecret, ...usePublicBus, 'SharedEventBusArn', 'SharedEventBusName'].sort(),
    );
  });

  it('sends public events to the shared bus', () => {
    dev.hasParameter('SharedEventBusName', {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/dev/shared/event-bus-name',
    });
    dev.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'ProductService-PublishPublicEvents-dev',
      Environment: { Variables: { EVENT_BUS_NAME: { Ref: 'SharedEventBusName' } } },
    });
  });
});

describe('a stand-alone environment', () => {
  it('adds its own JWT secret', () => {
    expect(difference(alice, dev)).toEqual(
      [
        ...useJwtSecret,
        ...usePublicBus,
        'ProductApiJwtSecretGenerated',
        'ProductApiJwtSecretParameter',
      ].sort(),
    );
  });

  it('generates that secret', () => {
    alice.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
    const [secret] = Object.keys(
      alice.findResources('AWS::SecretsManager::Secret', { Properties: { GenerateSecretString: {} } }),
    );
    alice.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/alice/ProductService/secret-access-key',
      Value: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secret }, ':SecretString:::}}']] },
    });
  });
});

describe('prod', () => {
  it('keeps the database if the stack is deleted', () => {
    expect(difference(prod, dev)).toEqual(['ProductApiDatabaseCluster']);
    prod.hasResource('AWS::DSQL::Cluster', {
      Properties: { DeletionProtectionEnabled: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('has termination protection for the stack, and dev has not', () => {
    const isProtected = (ENV: string, PROTECTED = '') =>
      stackProperties({ ENV, PROTECTED })['terminationProtection'];
    expect([isProtected('prod'), isProtected('prod', 'N'), isProtected('dev')]).toEqual([true, false, false]);
    dev.hasResource('AWS::DSQL::Cluster', { DeletionPolicy: 'Delete' });
  });

  it('can be deployed again after a failed first deployment: nothing is retained before the first success', () => {
    synthesize('prod', { PROTECTED: 'N' }).hasResource('AWS::DSQL::Cluster', {
      Properties: { DeletionProtectionEnabled: false },
      DeletionPolicy: 'Delete',
    });
  });
});

describe('with an existing cluster', () => {
  const arn = 'arn:aws:dsql:eu-west-1:123456789012:cluster/abcdefghijklmnopqrstuvwxyz';
  const endpoint = 'abcdefghijklmnopqrstuvwxyz.dsql.eu-west-1.on.aws';
  const existing = synthesize('prod', { DSQL_CLUSTER_ARN: arn });

  it('creates none, and all its users use the existing one', () => {
    existing.resourceCountIs('AWS::DSQL::Cluster', 0);
    existing.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/prod/ProductService/cluster-endpoint',
      Value: endpoint,
    });
    const endpoints = functionsOf(existing)
      .map(({ variables }) => variables['DSQL_CLUSTER_ENDPOINT'])
      .filter(Boolean);
    expect(new Set(endpoints)).toEqual(new Set([endpoint]));
    const connecting = Object.values(existing.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) =>
        String(Action).startsWith('dsql:'),
      ),
    );
    expect(connecting).toHaveLength(endpoints.length);
    for (const { Resource } of connecting) expect(Resource).toBe(arn);
  });
});

it('publishes the versions of public events that PUBLIC_EVENT_VERSIONS names', () => {
  synthesize('alice', { PUBLIC_EVENT_VERSIONS: 'v2' }).hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'ProductService-PublishPublicEvents-alice',
    Environment: { Variables: { PUBLIC_EVENT_VERSIONS: 'v2' } },
  });
});

it('gives DATABASE_PIPELINING to every function that opens the database', () => {
  const users = functionsOf(synthesize('alice', { DATABASE_PIPELINING: 'on' })).filter(
    ({ variables }) => 'DSQL_CLUSTER_ENDPOINT' in variables,
  );
  expect(users.map(({ variables }) => variables['DATABASE_PIPELINING'])).toEqual(users.map(() => 'on'));
});
