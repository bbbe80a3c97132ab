import { readDeployment } from '@product-service/deployment';
import { Template } from 'aws-cdk-lib/assertions';
import { productServiceApp } from './app.js';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { ResilientQueue } from './constructs/resilient-queue.js';
import { functionsOf, permissionsOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, synthesize, withDirectory } from './testing/synthesize.js';

const template = synthesize('alice');
const operateOf = (of: Template) => functionsOf(of).find(({ id }) => id === 'Operate')!;

/** Names of the queues in the function's variable. */
const operatedQueues = (of: Template): string[] => {
  const [, parts] = (operateOf(of).variables['QUEUES'] as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join('');
  return Object.keys(JSON.parse(text) as object);
};

it('looks after every queue, and finds the dead-letter queues by itself', () => {
  expect(operatedQueues(template)).toEqual([
    'OutboxQueue',
    'PricingChangedQueue',
    'PublicEventsQueue',
    'StockUpdatedQueue',
    'TranslatePricingCalculatedQueue',
    'TranslateStockUpdatedQueue',
  ]);
});

it('looks after the queue of a consumer that is added later', () => {
  const deployment = readDeployment({ ENV: 'alice', COMMIT_HASH: 'test' });
  const planted = withDirectory((folder) => {
    const { stack } = productServiceApp(deployment, folder);
    const consumer = new InstrumentedFunction(stack, 'GetProduct', { deployment, project: 'product-api' });
    new ResilientQueue(stack, 'PlantedQueue', { consumer });
    return Template.fromStack(stack);
  });
  expect(operatedQueues(planted)).toContain('PlantedQueue');
  const permissions = permissionsOf(planted, operateOf(planted).role);
  expect(permissions).toEqual(
    expect.arrayContaining([
      'sqs:GetQueueAttributes PlantedQueue',
      'sqs:SendMessage PlantedQueue',
      'sqs:GetQueueAttributes PlantedQueueDeadLetters',
      'sqs:StartMessageMoveTask PlantedQueueDeadLetters',
    ]),
  );
});

it('is invoked by nobody in the stack: no route, rule, topic, queue, schedule or permission names it', () => {
  const { logicalId } = operateOf(template);
  const naming = Object.entries(template.toJSON().Resources as Record<string, object>).filter(
    ([id, resource]) => id !== logicalId && JSON.stringify(resource).includes(`"${logicalId}"`),
  );
  expect(naming).toEqual([]);
  expect(resourcesOf(template, 'AWS::Lambda::Url')).toEqual([]);
});

it('has variables that Lambda accepts: 4 KB in total, with queues of the longest names', () => {
  const longest = `https://sqs.ap-southeast-1.amazonaws.com/123456789012/${'x'.repeat(80)}`;
  const { variables } = operateOf(synthesize('a'.repeat(20)));
  const size = Object.entries(variables).reduce((sum, [name, value]) => {
    const text = JSON.stringify(value).replaceAll(/\{"(Ref|Fn::[^"]+)":[^}]*\}/g, longest);
    return sum + name.length + text.length;
  }, 0);
  expect(size).toBeLessThan(4_096);
});
