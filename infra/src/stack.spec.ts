import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { stackProperties, synthesize, withAssembly } from './testing/synthesize.js';

const dev = synthesize('dev');
const alice = synthesize('alice');

describe('a resource that holds data', () => {
  const HOLDING_DATA = /^AWS::(DSQL::Cluster|SecretsManager::Secret|SQS::Queue)$/;
  const ids = (template: Template) =>
    Object.entries(template.toJSON().Resources as Record<string, { Type: string }>)
      .filter(([, { Type }]) => HOLDING_DATA.test(Type))
      .map(([id]) => id)
      .sort();

  // With another logical id, CloudFormation creates a new, empty resource. Append the ids of new resources; remove none.
  it.each([
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
  ])('keeps the logical id %s', (id) => expect(ids(alice)).toContain(id));
});

describe('every environment', () => {
  it('publishes its names in SSM parameters', () => {
    const parameters = Object.values(dev.findResources('AWS::SSM::Parameter'));
    expect(parameters.map(({ Properties }) => Properties.Name).sort()).toEqual([
      '/dev/ProductService/api-endpoint',
      '/dev/ProductService/cluster-endpoint',
      '/dev/ProductService/event-bus-arn',
      '/dev/ProductService/event-bus-name',
    ]);
    dev.hasResourceProperties('AWS::Events::EventBus', { Name: 'ProductService-bus-dev' });
  });

  it('publishes an endpoint without a trailing slash, to which clients append the path', () => {
    const [endpoint] = Object.values(dev.findOutputs('ApiEndpoint'));
    expect(endpoint?.['Value']['Fn::Join'][1].at(-1)).toEqual({
      Ref: expect.stringMatching(/^ProductApi.*Stage/),
    });
    dev.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/dev/ProductService/api-endpoint',
      Value: endpoint?.['Value'],
    });
  });

  // docs/deployment.md lists the permissions for these, and the local cloud runs them. CDK's helpers would add others.
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

  it('stays within the limits of CloudFormation', () => {
    for (const env of ['dev', 'a'.repeat(20)]) {
      const { Resources, Outputs, Parameters } = synthesize(env).toJSON();
      expect(Object.keys(Resources).length).toBeLessThan(500);
      expect(Object.keys(Outputs).length + Object.keys(Parameters).length).toBeLessThan(200);
    }
  });

  it('has the tags of the contract', () => {
    expect(stackProperties({ ENV: 'dev' })).toMatchObject({
      stackName: 'ProductService-dev',
      tags: { DD_PRESERVE_STACK: 'true', service: 'ProductService', env: 'dev' },
    });
  });

  it('is synthesised to the same bytes in another directory', () => {
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

  it('contains no path of the machine that synthesised it', () => {
    withAssembly({ ENV: 'dev' }, (_, directory) => {
      for (const entry of readdirSync(directory).filter((name) => name.endsWith('.json'))) {
        expect(readFileSync(join(directory, entry), 'utf8')).not.toContain(join(__dirname, '../..'));
      }
    });
  });
});
