import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { FAULTS, startFaultyServer, type Fault } from '@product-service/aws-clients/testing';
import { toEnvelope } from '@product-service/events';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { snsEventPublisher } from './sns-event-publisher.js';
import { deletedEvent } from './testing/deleted-event.js';

const CREDENTIALS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

describe('publishing events to SNS', () => {
  let emulator: FauxqsServer;
  let sns: SNSClient;
  let sqs: SQSClient;
  let topic: string;
  let queueUrl: string;
  let calls: number;

  beforeAll(async () => {
    emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: 'eu-west-1' });
    const config = {
      endpoint: emulator.address,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    };
    sns = new SNSClient(config);
    sqs = new SQSClient(config);
    sns.middlewareStack.add((next) => (args) => ((calls += 1), next(args)), { step: 'initialize' });
    topic = (await sns.send(new CreateTopicCommand({ Name: 'deleted' }))).TopicArn!;
    queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'deleted' }))).QueueUrl!;
    const Endpoint = 'arn:aws:sqs:eu-west-1:000000000000:deleted';
    await sns.send(
      new SubscribeCommand({
        TopicArn: topic,
        Protocol: 'sqs',
        Endpoint,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
  });
  afterAll(() => emulator.stop());
  beforeEach(() => {
    calls = 0;
  });

  const publisherTo = (arn: string) =>
    snsEventPublisher({ topics: { 'product.productDeleted': arn }, source: 'dev.products', client: sns });
  const received = async (count: number) => {
    const bodies: string[] = [];
    while (bodies.length < count) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      if (Messages.length === 0) break;
      bodies.push(...Messages.map(({ Body }) => Body!));
    }
    return bodies.map((body) => JSON.parse(body));
  };

  it('sends the envelope as the message', async () => {
    await publisherTo(topic).publish(deletedEvent('LATTE'));
    expect(await received(1)).toEqual([toEnvelope(deletedEvent('LATTE'), 'dev.products')]);
  });

  it('batches events in calls of ten', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `P${index}`);
    const publisher = publisherTo(topic);
    await Promise.all(ids.map((id) => publisher.publish(deletedEvent(id))));
    expect((await received(12)).map(({ subject }) => subject).sort()).toEqual(ids.sort());
    expect(calls).toBe(2);
  });

  it('splits a batch that exceeds the size limit of a call', async () => {
    const publisher = publisherTo(topic);
    const large = ['A', 'B', 'C'].map((id) => deletedEvent(id.repeat(35_000)));
    await Promise.all(large.map((one) => publisher.publish(one)));
    expect(await received(3)).toHaveLength(3);
    expect(calls).toBe(2);
  });

  it('rejects an event that is too large for SNS, and sends the others', async () => {
    const publisher = publisherTo(topic);
    const outcomes = await Promise.allSettled([
      publisher.publish(deletedEvent('X'.repeat(300_000))),
      publisher.publish(deletedEvent('Y')),
    ]);
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { name: 'EventRejectedError' } });
    expect((await received(1)).map(({ subject }) => subject)).toEqual(['Y']);
  });

  it('does not reject an event because the topic does not exist', async () => {
    const failure = await publisherTo(`${topic}-gone`)
      .publish(deletedEvent('LATTE'))
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'EventNotAcceptedError' });
  });

  it('does not reject an event because SNS cannot be reached', async () => {
    const client = new SNSClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    const publisher = snsEventPublisher({
      topics: { 'product.productDeleted': topic },
      source: 'dev.products',
      client,
    });
    await expect(publisher.publish(deletedEvent('LATTE'))).rejects.toMatchObject({
      name: 'EventNotAcceptedError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('the publisher with its default client', () => {
  it.each(Object.keys(FAULTS) as Fault[])(
    'gives up if SNS %s',
    async (fault) => {
      const server = await startFaultyServer(fault);
      Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: server.url });
      const publisher = snsEventPublisher({
        topics: { 'product.productDeleted': 'arn' },
        source: 'dev.products',
      });
      await expect(publisher.publish(deletedEvent('LATTE'))).rejects.toMatchObject({
        name: 'EventNotAcceptedError',
      });
      expect(server.requests()).toBe(CALL_TIME.publish.attempts);
      await server.close();
    },
    longestCallMs(CALL_TIME.publish) + 2_000,
  );
});
