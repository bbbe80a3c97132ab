import { Duration, type Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { functionOf } from './synthesize.js';

/** Sends each record to the results queue. Messages with the word "poison" fail. */
const CONSUMER = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient();
exports.handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const record of Records) {
    if (record.body.includes('poison')) batchItemFailures.push({ itemIdentifier: record.messageId });
    else {
      const MessageBody = JSON.stringify({ consumer: process.env.NAME, record });
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.RESULTS, MessageBody }));
    }
  }
  return { batchItemFailures };
};`;

/** Sends its event to a queue. */
const EVENT_SENDER = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
exports.handler = async (event) => {
  const MessageBody = JSON.stringify(event);
  await new SQSClient().send(new SendMessageCommand({ QueueUrl: process.env.EVENTS, MessageBody }));
};`;

const FAILING = `exports.handler = async () => { throw new Error('deliberate failure'); };`;

/** Topics, queues, buses, rules and schedules. Their consumers write to the queues `results` and `scheduled-events`. */
export const messagingStack = (stack: Stack): void => {
  const results = new Queue(stack, 'Results', { queueName: 'results' });
  const consumer = (name: string, queue: Queue, options = {}): void => {
    const environment = { NAME: name, RESULTS: results.queueUrl };
    const lambda = functionOf(stack, `${name}Consumer`, CONSUMER, { functionName: name, environment });
    results.grantSendMessages(lambda);
    lambda.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, ...options }));
  };

  const topic = new Topic(stack, 'Topic', { topicName: 'topic' });
  const deadLetters = new Queue(stack, 'DeadLetters', { queueName: 'dead-letters' });
  const topicQueue = new Queue(stack, 'TopicQueue', {
    queueName: 'topic-queue',
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 2 },
  });
  topic.addSubscription(new SqsSubscription(topicQueue, { rawMessageDelivery: true }));
  consumer('from-topic', topicQueue, { maxBatchingWindow: Duration.seconds(4) });

  const bus = new EventBus(stack, 'Bus', { eventBusName: 'bus' });
  const sharedBus = new EventBus(stack, 'SharedBus', { eventBusName: 'shared-bus' });
  new Rule(stack, 'Forward', {
    eventBus: sharedBus,
    eventPattern: { source: ['pricing'] },
    targets: [new BusTarget(bus as IEventBus)],
  });
  const busQueue = new Queue(stack, 'BusQueue');
  new Rule(stack, 'FromBus', {
    eventBus: bus,
    eventPattern: { detailType: ['price.changed'] },
    targets: [new SqsQueue(busQueue)],
  });
  consumer('from-bus', busQueue);

  const ticks = new Queue(stack, 'Ticks', { fifo: true, contentBasedDeduplication: true });
  new Schedule(stack, 'EveryMinute', {
    schedule: ScheduleExpression.rate(Duration.minutes(1)),
    target: new SqsSendMessage(ticks, {
      messageGroupId: 'ticks',
      input: ScheduleTargetInput.fromText('tick <aws.scheduler.execution-id>'),
    }),
  });
  consumer('from-schedule', ticks);

  const events = new Queue(stack, 'ScheduledEvents', { queueName: 'scheduled-events' });
  const scheduled = (
    name: string,
    retryAttempts: number,
    code: string,
    input?: ScheduleTargetInput,
  ): void => {
    const environment = { EVENTS: events.queueUrl };
    const lambda = functionOf(stack, `${name}Scheduled`, code, { functionName: name, environment });
    events.grantSendMessages(lambda);
    lambda.configureAsyncInvoke({ retryAttempts });
    new Schedule(stack, `${name}Hourly`, {
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new LambdaInvoke(lambda, { ...(input && { input }) }),
    });
  };
  scheduled(
    'with-input',
    0,
    EVENT_SENDER,
    ScheduleTargetInput.fromObject({ at: ContextAttribute.scheduledTime }),
  );
  scheduled('without-input', 0, EVENT_SENDER);
  scheduled('no-retry', 0, FAILING);
  scheduled('one-retry', 1, FAILING);
};
