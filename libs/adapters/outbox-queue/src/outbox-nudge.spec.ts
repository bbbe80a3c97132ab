import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SQSClient,
  type QueueAttributeName,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { FAULTS, startFaultyServer, type Fault } from '@product-service/aws-clients/testing';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { sqsOutboxNudge } from './outbox-nudge.js';

const CREDENTIALS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

const clientOf = (endpoint: string) =>
  new SQSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });

describe('nudging the outbox processor', () => {
  let emulator: FauxqsServer;
  let client: SQSClient;
  let queueUrl: string;

  beforeAll(async () => {
    emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: 'eu-west-1' });
    client = clientOf(emulator.address);
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    queueUrl = (await client.send(new CreateQueueCommand({ QueueName: 'outbox.fifo', Attributes })))
      .QueueUrl!;
  });
  afterAll(() => emulator.stop());

  it('sends a distinct message each time, because SQS would drop a duplicate', async () => {
    const failures: unknown[] = [];
    const nudge = sqsOutboxNudge({ queueUrl, client, onFailure: (reason) => failures.push(reason) });
    await nudge();
    await nudge();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '2' });
    expect(failures).toEqual([]);
  });

  it('is sent after the commit, and not if the transaction was not committed', async () => {
    const failures: unknown[] = [];
    const nudge = sqsOutboxNudge({ queueUrl, client, onFailure: (reason) => failures.push(reason) });
    const messages = async (): Promise<number> => {
      const AttributeNames: QueueAttributeName[] = ['ApproximateNumberOfMessages'];
      const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames });
      return Number((await client.send(command)).Attributes?.['ApproximateNumberOfMessages']);
    };
    const before = await messages();
    const committed = Promise.withResolvers<boolean>();
    const sent = nudge(committed.promise);
    await sleep(50);
    expect(await messages()).toBe(before);
    committed.resolve(true);
    await sent;
    expect(await messages()).toBe(before + 1);
    await nudge(Promise.resolve(false));
    expect(await messages()).toBe(before + 1);
    expect(failures).toEqual([]);
  });

  it('does not fail if the queue does not exist', async () => {
    const failures: unknown[] = [];
    await sqsOutboxNudge({
      queueUrl: `${queueUrl}-gone`,
      client,
      onFailure: (reason) => failures.push(reason),
    })();
    expect(failures).toHaveLength(1);
  });

  it.each(Object.keys(FAULTS) as Fault[])('tries twice and does not fail if SQS %s', async (fault) => {
    const server = await startFaultyServer(fault);
    Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: server.url });
    const failures: unknown[] = [];
    // With the default client, as functions use it.
    await sqsOutboxNudge({
      queueUrl: `${server.url}/0/q.fifo`,
      onFailure: (reason) => failures.push(reason),
    })();
    expect(failures).toHaveLength(1);
    expect(server.requests()).toBe(2);
    await server.close();
  });

  it('always takes less than a second', () => {
    expect(longestCallMs(CALL_TIME.nudge)).toBeLessThan(1_000);
  });
});
