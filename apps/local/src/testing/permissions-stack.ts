import type { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnCluster } from 'aws-cdk-lib/aws-dsql';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { functionOf } from './synthesize.js';

/** Makes any call to AWS, and answers with its error, if there is one. */
const CALLER = `
exports.handler = async ({ body }) => {
  const { service, client, command, input } = JSON.parse(body);
  const sdk = require('@aws-sdk/client-' + service);
  const answer = (value) => ({ statusCode: 200, body: JSON.stringify(value) });
  try {
    await new sdk[client]({ maxAttempts: 1 }).send(new sdk[command](input));
    return answer({});
  } catch ({ name, message, $metadata }) {
    return answer({ name, message, status: $metadata?.httpStatusCode });
  }
};`;

const DATABASE_USER = `
exports.handler = async () => ({ statusCode: 200, body: process.env.DATABASE_URL ?? 'none' });`;

/**
 * Resources that a function may use, and resources that it may not use. The API, a topic, a bus, a schedule and an event
 * source mapping have targets that they may not use.
 */
export const permissionsStack = (stack: Stack): void => {
  const api = new RestApi(stack, 'Api');
  const route = (path: string, lambda: IFunction): void =>
    void api.root.addResource(path).addMethod('POST', new LambdaIntegration(lambda));
  const statement = (effect: Effect, actions: string[], ...resources: string[]): PolicyStatement =>
    new PolicyStatement({ effect, actions, resources });

  const caller = functionOf(stack, 'Caller', CALLER, { functionName: 'caller' });
  route('call', caller);
  for (const name of ['allowed', 'forbidden', 'denied']) {
    const topic = new Topic(stack, `${name}Topic`, { topicName: name });
    const queue = new Queue(stack, `${name}Queue`, { queueName: name });
    const bus = new EventBus(stack, `${name}Bus`, { eventBusName: name });
    const parameter = new StringParameter(stack, `${name}Parameter`, {
      parameterName: `/test/${name}`,
      stringValue: 'x',
    });
    if (name === 'forbidden') continue;
    const arns = [topic.topicArn, queue.queueArn, bus.eventBusArn, parameter.parameterArn];
    const actions = ['sns:Publish', 'sqs:Send*', 'events:PutEvents', 'ssm:GetParameter'];
    caller.addToRolePolicy(statement(Effect.ALLOW, actions, ...arns));
    if (name === 'denied') caller.addToRolePolicy(statement(Effect.DENY, ['*'], ...arns));
  }

  const closed = new Queue(stack, 'Closed', { queueName: 'closed' });
  new CfnSubscription(stack, 'Subscription', {
    topicArn: stack.formatArn({ service: 'sns', resource: 'allowed' }),
    protocol: 'sqs',
    endpoint: closed.queueArn,
  }).addResourceDependency(stack.node.findChild('allowedTopic').node.defaultChild as never);
  new CfnRule(stack, 'Rule', {
    eventBusName: (stack.node.findChild('allowedBus') as EventBus).eventBusName,
    eventPattern: { source: ['test'] },
    targets: [{ id: 'closed', arn: closed.queueArn }],
  });
  const outsider = functionOf(stack, 'Outsider', DATABASE_USER, { functionName: 'outsider' });
  new CfnEventSourceMapping(stack, 'Mapping', {
    eventSourceArn: closed.queueArn,
    functionName: outsider.functionName,
  });
  const scheduler = new Role(stack, 'Scheduler', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
  });
  new CfnSchedule(stack, 'Schedule', {
    scheduleExpression: 'rate(1 hour)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: outsider.functionArn, roleArn: scheduler.roleArn },
  });
  // CDK creates no Lambda permission for an imported function.
  route('outsider', Function.fromFunctionArn(stack, 'Imported', outsider.functionArn));

  const cluster = new CfnCluster(stack, 'Cluster');
  for (const action of ['DbConnectAdmin', 'DbConnect', 'GetCluster']) {
    const user = functionOf(stack, action, DATABASE_USER, {
      functionName: action,
      environment: { DSQL_CLUSTER_ENDPOINT: cluster.attrEndpoint },
    });
    user.addToRolePolicy(statement(Effect.ALLOW, [`dsql:${action}`], cluster.attrResourceArn));
    route(action, user);
  }
};
