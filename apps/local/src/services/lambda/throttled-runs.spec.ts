import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NOBODY } from '../../core/observation.js';
import { timeAt } from '../../core/time.js';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../../testing/start-aws-endpoint.js';
import { testFunction, THROTTLED_RUN } from '../../testing/test-function.js';
import { invokeAsynchronously } from './asynchronous-invocation.js';
import { pollQueue } from './event-source.js';

const FAILED = { error: { errorType: 'Error', errorMessage: 'deliberate' } };
const SUCCESS = { payload: 'null' };
/** A second of the template takes 1 ms. */
const fast = timeAt(1000);

describe('an asynchronous invocation', () => {
  const invoke = async (lambda: ReturnType<typeof testFunction>, maximumEventAge = 3600) => {
    const invocation = { maximumRetryAttempts: 1, maximumEventAge };
    await invokeAsynchronously(lambda, {}, 'test', invocation, fast, new AbortController().signal);
    return lambda.events.length;
  };

  it('is repeated while it is throttled, and that is no retry', async () => {
    const lambda = testFunction(
      THROTTLED_RUN,
      THROTTLED_RUN,
      THROTTLED_RUN,
      FAILED,
      THROTTLED_RUN,
      FAILED,
      SUCCESS,
    );
    expect(await invoke(lambda)).toBe(6);
  });

  it('is not repeated when the event is too old', async () => {
    // Pauses of 1, 2, 4 and 8 s.
    expect(await invoke(testFunction(THROTTLED_RUN), 12)).toBeLessThanOrEqual(4);
  });
});

describe('a queue whose function is throttled', () => {
  let endpoint: RunningAwsEndpoint;
  let sqs: SQSClient;
  beforeAll(async () => {
    endpoint = await startAwsEndpoint();
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    sqs = new SQSClient({ endpoint: endpoint.address, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    sqs.destroy();
    await endpoint.stop();
  });

  const poll = async (name: string, lambda: ReturnType<typeof testFunction>, visibilityTimeout: number) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
    const source = {
      queueArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      queueUrl: QueueUrl ?? '',
      batchSize: 10,
      batchingWindow: 0,
      concurrency: 1,
      reportsFailures: false,
      visibilityTimeout: async () => visibilityTimeout,
    };
    const poller = pollQueue(source, lambda, sqs, { time: fast, log: () => {}, observer: NOBODY });
    return {
      stop: poller.stop,
      /** Number of messages in the queue, with those that are invisible. */
      async depth() {
        const { Attributes = {} } = await sqs.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
        );
        const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
        return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
      },
    };
  };
  const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
    for (const end = Date.now() + 5_000; !(await condition()); await sleep(5)) {
      if (Date.now() > end) throw new Error('The condition did not become true.');
    }
  };

  it('keeps its messages, and the function gets them later', async () => {
    const lambda = testFunction(THROTTLED_RUN, THROTTLED_RUN, SUCCESS);
    const queue = await poll('later', lambda, 1000);
    await until(async () => (await queue.depth()) === 0);
    queue.stop();
    expect(lambda.events).toHaveLength(3);
    expect(lambda.events).toEqual(Array(3).fill({ Records: [expect.objectContaining({ body: 'kept' })] }));
  });

  it('leaves its messages to SQS when they become visible again', async () => {
    const lambda = testFunction(THROTTLED_RUN);
    // Pauses of 1, 2, 4, 8 and 16 ms, and no more.
    const queue = await poll('visible-again', lambda, 20);
    await until(() => lambda.events.length >= 1);
    await sleep(100);
    queue.stop();
    expect(lambda.events.length).toBeLessThanOrEqual(5);
    expect(await queue.depth()).toBe(1);
  });
});
