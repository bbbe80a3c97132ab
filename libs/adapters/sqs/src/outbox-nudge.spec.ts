import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { sqsOutboxNudge } from './outbox-nudge.js';

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

  it('sends a message each time, as SQS would drop the like of an earlier one', async () => {
    const lost: unknown[] = [];
    const nudge = sqsOutboxNudge({ queueUrl, client, onLost: (reason) => lost.push(reason) });
    await nudge();
    await nudge();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '2' });
    expect(lost).toEqual([]);
  });

  it('does not fail when the queue is gone', async () => {
    const lost: unknown[] = [];
    await sqsOutboxNudge({ queueUrl: `${queueUrl}-gone`, client, onLost: (reason) => lost.push(reason) })();
    expect(lost).toHaveLength(1);
  });

  it('does not keep a request waiting when SQS does not answer', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const lost: unknown[] = [];
    const nudge = sqsOutboxNudge({
      queueUrl: `${url}/0/q.fifo`,
      client: clientOf(url),
      onLost: (reason) => lost.push(reason),
    });
    await nudge();
    expect(lost).toEqual([expect.objectContaining({ name: expect.stringMatching(/Abort|Timeout/) })]);
    silent.closeAllConnections();
    silent.close();
  });
});
