import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { synthesize, withAssembly } from './testing/synthesize.js';

const dev = synthesize('dev');
const prod = synthesize('prod');
const alice = synthesize('alice');

/** The template as one list of `path: value`, without what follows from the environment's name. */
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

/** Names of the resources and parameters (without hash) that have something that the other template has not. */
const difference = (template: Template, other: Template): string[] => {
  const known = new Set(lines(other));
  const differing = lines(template).filter((line) => !known.has(line));
  return [...new Set(differing.map((line) => line.split('.')[2]?.replace(/[0-9A-F]{8}$/, '') ?? ''))].sort();
};

const manifestOf = (directory: string) =>
  JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).artifacts.ProductService.properties;

const WRITERS = ['CreateProduct', 'DeleteProduct', 'UpdateProduct'];
const useJwtSecret = WRITERS.flatMap((name) => [`ProductApi${name}`, `ProductApi${name}RoleDefaultPolicy`]);
const usePublicBus = ['PublishPublicEvents', 'PublishPublicEventsRoleDefaultPolicy'].map(
  (name) => `ProductEventPublisher${name}`,
);

describe('an integrated environment', () => {
  it('adds the shared bus, and uses the shared secret', () => {
    const forwarding = ['PricingCalculated', 'StockUpdated'].flatMap((event) => [
      ...[
        'ForwardingRule',
        'ForwardingRuleEventsRole',
        'ForwardingRuleEventsRoleDefaultPolicy',
        'LostForwarding',
      ].map((part) => `ProductAclTranslate${event}Subscription${part}`),
      `ProductAclTranslate${event}QueueDeadLettersPolicy`,
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
  it('adds a JWT secret of its own', () => {
    expect(difference(alice, dev)).toEqual(
      [
        ...useJwtSecret,
        ...usePublicBus,
        'ProductApiJwtSecretGenerated',
        'ProductApiJwtSecretParameter',
      ].sort(),
    );
  });

  it('has that secret generated', () => {
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
  it('keeps the database, whatever becomes of the stack', () => {
    expect(difference(prod, dev)).toEqual(['ProductApiDatabaseCluster']);
    prod.hasResource('AWS::DSQL::Cluster', {
      Properties: { DeletionProtectionEnabled: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('is protected as a stack too, and dev is not', () => {
    const isProtected = (ENV: string, PROTECTED = '') =>
      withAssembly({ ENV, PROTECTED }, (_, directory) => manifestOf(directory).terminationProtection);
    expect([isProtected('prod'), isProtected('prod', 'N'), isProtected('dev')]).toEqual([true, false, false]);
    dev.hasResource('AWS::DSQL::Cluster', { DeletionPolicy: 'Delete' });
  });

  it('can be tried again if its first deployment fails: nothing is retained before it has succeeded', () => {
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

  it('makes none, and everything that used its own uses that one', () => {
    existing.resourceCountIs('AWS::DSQL::Cluster', 0);
    existing.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/prod/ProductService/cluster-endpoint',
      Value: endpoint,
    });
    const endpoints = Object.values(existing.findResources('AWS::Lambda::Function'))
      .map(({ Properties }) => Properties.Environment.Variables.DSQL_CLUSTER_ENDPOINT)
      .filter(Boolean);
    expect(endpoints.length).toBeGreaterThan(5);
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

describe('what holds data', () => {
  const HOLDING_DATA = /^AWS::(DSQL::Cluster|SecretsManager::Secret|SQS::Queue)$/;
  const ids = (template: Template) =>
    Object.entries(template.toJSON().Resources as Record<string, { Type: string }>)
      .filter(([, { Type }]) => HOLDING_DATA.test(Type))
      .map(([id]) => id)
      .sort();

  it('has the logical ids it always had: another id is another resource, and an empty one', () => {
    expect(ids(alice)).toEqual([
      'DatadogApiKey299029E7',
      'ProductAclTranslatePricingCalculatedQueueCF201E7A',
      'ProductAclTranslatePricingCalculatedQueueDeadLetters19F94E6D',
      'ProductAclTranslateStockUpdatedQueueDeadLettersA374E81B',
      'ProductAclTranslateStockUpdatedQueueEFF91B4D',
      'ProductApiDatabaseCluster201678C0',
      'ProductApiJwtSecretGeneratedDED9E39E',
      'ProductApiOutboxQueueE2EA22E5',
      'ProductApiPricingChangedQueueB0D5BB4A',
      'ProductApiPricingChangedQueueDeadLetters5CA034B2',
      'ProductApiStockUpdatedQueue8289527D',
      'ProductApiStockUpdatedQueueDeadLetters4A8B06C3',
      'ProductEventPublisherPublicEventsQueue2CCF76E6',
      'ProductEventPublisherPublicEventsQueueDeadLetters04794381',
    ]);
  });
});

describe('every environment', () => {
  it('publishes its names', () => {
    const parameters = Object.values(dev.findResources('AWS::SSM::Parameter'));
    expect(parameters.map(({ Properties }) => Properties.Name).sort()).toEqual([
      '/dev/ProductService/api-endpoint',
      '/dev/ProductService/cluster-endpoint',
      '/dev/ProductService/event-bus-arn',
      '/dev/ProductService/event-bus-name',
    ]);
    dev.hasResourceProperties('AWS::Events::EventBus', { Name: 'ProductService-bus-dev' });
  });

  it('publishes an endpoint to which clients append the path', () => {
    const [endpoint] = Object.values(dev.findOutputs('ApiEndpoint'));
    expect(endpoint?.['Value']['Fn::Join'][1].at(-1)).toEqual({
      Ref: expect.stringMatching(/^ProductApi.*Stage/),
    });
    dev.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/dev/ProductService/api-endpoint',
      Value: endpoint?.['Value'],
    });
  });

  it('consists of these types of resources', () => {
    const types = [dev, alice].flatMap((template) => Object.values(template.toJSON().Resources));
    expect([...new Set(types.map((resource) => (resource as { Type: string }).Type))].sort()).toEqual([
      'AWS::ApiGateway::Deployment',
      'AWS::ApiGateway::GatewayResponse',
      'AWS::ApiGateway::Method',
      'AWS::ApiGateway::Resource',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::Stage',
      'AWS::CloudWatch::Alarm',
      'AWS::DSQL::Cluster',
      'AWS::Events::EventBus',
      'AWS::Events::Rule',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::SNS::Subscription',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::SSM::Parameter',
      'AWS::Scheduler::Schedule',
      'AWS::SecretsManager::Secret',
      'Custom::DatabaseMigration',
    ]);
  });

  it('is a stack that Datadog keeps', () => {
    expect(withAssembly({ ENV: 'dev' }, (_, directory) => manifestOf(directory))).toMatchObject({
      stackName: 'ProductService-dev',
      tags: { DD_PRESERVE_STACK: 'true', service: 'ProductService', env: 'dev' },
    });
  });

  it('is synthesised to the same bytes again, in another directory', () => {
    const digests = () =>
      withAssembly({ ENV: 'dev' }, (_, directory) =>
        readdirSync(directory, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
          .map((file) => `${file} ${hash('sha256', readFileSync(join(directory, file)))}`)
          .sort(),
      );
    expect(digests()).toEqual(digests());
  });

  it('does not know the machine it was synthesised on', () => {
    withAssembly({ ENV: 'dev' }, (_, directory) => {
      for (const entry of readdirSync(directory).filter((name) => name.endsWith('.json'))) {
        expect(readFileSync(join(directory, entry), 'utf8')).not.toContain(join(__dirname, '../..'));
      }
    });
  });
});
