import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { FAULTS, startFaultyServer, type Fault } from '@product-service/aws-clients/testing';
import { instantOf, toEnvelope, type Event } from '@product-service/events';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { snsEventPublisher } from './sns-event-publisher.js';

const CREDENTIALS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

const event = (productId: string): Event<'product.productDeleted'> => ({
  id: `deleted-${productId}`,
  type: 'product.productDeleted',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: productId,
  sequence: '2',
  data: { productId },
  headers: { traceparent: '00-1-2-01' },
});

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
    await publisherTo(topic).publish(event('LATTE'));
    expect(await received(1)).toEqual([toEnvelope(event('LATTE'), 'dev.products')]);
  });

  it('batches events in calls of ten', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `P${index}`);
    const publisher = publisherTo(topic);
    await Promise.all(ids.map((id) => publisher.publish(event(id))));
    expect((await received(12)).map(({ subject }) => subject).sort()).toEqual(ids.sort());
    expect(calls).toBe(2);
  });

  it('splits a batch that exceeds the size limit of a call', async () => {
    const publisher = publisherTo(topic);
    const large = ['A', 'B', 'C'].map((id) => event(id.repeat(35_000)));
    await Promise.all(large.map((one) => publisher.publish(one)));
    expect(await received(3)).toHaveLength(3);
    expect(calls).toBe(2);
  });

  it('rejects an event that is too large for SNS, and sends the others', async () => {
    const publisher = publisherTo(topic);
    const outcomes = await Promise.allSettled([
      publisher.publish(event('X'.repeat(300_000))),
      publisher.publish(event('Y')),
    ]);
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { name: 'EventRejectedError' } });
    expect((await received(1)).map(({ subject }) => subject)).toEqual(['Y']);
  });

  it('does not reject an event because the topic does not exist', async () => {
    const failure = await publisherTo(`${topic}-gone`)
      .publish(event('LATTE'))
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
    await expect(publisher.publish(event('LATTE'))).rejects.toMatchObject({
      name: 'EventNotAcceptedError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

/** Responses that the emulator does not send, from a server with SNS's protocol. */
describe('failures of single messages', () => {
  const accepting = (...ids: unknown[]) =>
    `<Successful>${ids.map((id) => `<member><Id>${id}</Id><MessageId>m</MessageId></member>`).join('')}</Successful>`;
  const result = (content: string) => ({
    status: 200,
    xml: `<PublishBatchResponse><PublishBatchResult>${content}</PublishBatchResult></PublishBatchResponse>`,
  });
  const refusal = (code: string, message: string) => ({
    status: 400,
    xml: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });

  const TOO_LONG = 'Invalid parameter: Message too long';
  it.each([
    ['InvalidParameter', TOO_LONG, 'true', 'EventRejectedError'],
    ['InvalidParameter', 'Invalid parameter: Empty message', 'true', 'EventRejectedError'],
    ['InvalidParameter', 'Invalid parameter: TopicArn', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', 'Invalid parameter: TopicArn Reason: no message', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', 'Invalid parameter: MessageStructure', 'true', 'EventNotAcceptedError'],
    ['InvalidParameter', TOO_LONG, 'false', 'EventNotAcceptedError'],
    ['NotFound', 'Topic does not exist', 'true', 'EventNotAcceptedError'],
    ['AuthorizationError', 'not authorized to publish this message', 'true', 'EventNotAcceptedError'],
    ['InvalidSecurity', 'The message is not signed', 'true', 'EventNotAcceptedError'],
    ['InternalFailure', 'no', 'false', 'EventNotAcceptedError'],
    ['KMSAccessDenied', 'no key for the message', 'true', 'EventNotAcceptedError'],
    ['Throttled', 'too many messages', 'true', 'EventNotAcceptedError'],
    ['SomethingNew', 'the message is odd', 'true', 'EventNotAcceptedError'],
  ])('%s (%s, sender’s fault: %s) is an %s for that message only', async (code, message, fault, name) => {
    const failed = `<Failed><member><Id>1</Id><Code>${code}</Code><Message>${message}</Message><SenderFault>${fault}</SenderFault></member></Failed>`;
    const outcomes = await publishThree(() => result(accepting(0, 2) + failed));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name } });
  });

  it('finds the message that made SNS reject the whole call', async () => {
    const outcomes = await publishThree((messages) =>
      messages.some((message) => message.includes('"P1"'))
        ? refusal('InvalidParameter', TOO_LONG)
        : result(accepting(0)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'EventRejectedError' } });
  });

  it.each([
    ['InvalidParameter', 'Invalid parameter: TopicArn'],
    ['NotFound', 'Topic does not exist'],
    ['AuthorizationError', 'no'],
    ['KMSAccessDenied', 'no'],
    ['Throttled', 'Rate exceeded'],
  ])('rejects no message if SNS rejects the call with %s: %s', async (code, message) => {
    let calls = 0;
    const outcomes = await publishThree(() => ((calls += 1), refusal(code, message)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
    expect(calls).toBe(1);
  });

  it.each([
    ['names no message', ''],
    ['names others', accepting('5', 'x')],
    ['has no details of the failure', '<Failed/>'],
  ])('treats no message as accepted if the response %s', async (_, content) => {
    for (const outcome of await publishThree(() => result(content)))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventNotAcceptedError' } });
  });

  it('treats only messages that the response names as accepted', async () => {
    const outcomes = await publishThree(() => result(accepting(0, 2, 2)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  const publishThree = async (respond: (messages: string[]) => { status: number; xml: string }) => {
    const server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      const messages = [...form].filter(([key]) => key.endsWith('.Message')).map(([, value]) => value);
      const { status, xml } = respond(messages);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = new SNSClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    const publisher = snsEventPublisher({
      topics: { 'product.productDeleted': 'arn' },
      source: 'dev.products',
      client,
    });
    const outcomes = await Promise.allSettled(['P0', 'P1', 'P2'].map((id) => publisher.publish(event(id))));
    server.closeAllConnections();
    server.close();
    return outcomes;
  };
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
      await expect(publisher.publish(event('LATTE'))).rejects.toMatchObject({
        name: 'EventNotAcceptedError',
      });
      expect(server.requests()).toBe(CALL_TIME.publish.attempts);
      await server.close();
    },
    longestCallMs(CALL_TIME.publish) + 2_000,
  );
});
