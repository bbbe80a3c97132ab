import { accountOf } from '../../core/account.js';
import { type Emulator, openEmulator } from '../../emulator/emulator.js';
import { forwardTo } from '../../emulator/forward-call.js';
import { CreateQueueCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { limitingInFlight } from './in-flight-limit.js';
import { queuesAt, type Queues } from './queues.js';

let emulator: Emulator;
let queues: Queues;
beforeAll(async () => {
  emulator = await openEmulator(undefined, 'us-east-1');
  queues = queuesAt(emulator.endpoint, emulator.endpoint, accountOf('000000000000', 'us-east-1', 'Test'));
});
afterAll(async () => {
  queues.client.destroy();
  await emulator.stop();
});

/** A queue with five messages, and the calls that a consumer makes. At most three messages may be in flight. */
const queueOf = async (QueueName: string, attributes: Record<string, string> = {}) => {
  const { QueueUrl } = await queues.client.send(
    new CreateQueueCommand({ QueueName, Attributes: attributes }),
  );
  const ids = ['1', '2', '3', '4', '5'];
  const Entries = ids.map((Id) => ({
    Id,
    MessageBody: Id,
    ...(attributes['FifoQueue'] && { MessageGroupId: Id, MessageDeduplicationId: Id }),
  }));
  await queues.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const forward = limitingInFlight(forwardTo(emulator.endpoint, emulator.endpoint, 'us-east-1'), queues, 3);
  const call = async (
    operation: string,
    input: object,
  ): Promise<{ Messages?: { ReceiptHandle: string }[] }> => {
    const body = JSON.stringify({ QueueUrl, ...input });
    const answer = await forward({ protocol: 'json', service: 'sqs', operation, body, region: undefined });
    return JSON.parse(String(answer.body) || '{}');
  };
  const receive = async (input: object = {}) => (await call('ReceiveMessage', input)).Messages ?? [];
  return { receive, remove: (ReceiptHandle: string) => call('DeleteMessage', { ReceiptHandle }) };
};

it('refuses a short poll while the maximum of messages is in flight', async () => {
  const { receive, remove } = await queueOf('short');
  const [first] = await receive();
  await receive({ MaxNumberOfMessages: 2 });
  await expect(receive()).rejects.toMatchObject({ code: 'OverLimit', status: 403 });
  await remove(first!.ReceiptHandle);
  expect(await receive()).toHaveLength(1);
  await expect(receive()).rejects.toMatchObject({ code: 'OverLimit' });
});

it('ends a long poll without messages, also if the queue says that polls are long', async () => {
  const { receive } = await queueOf('long', { ReceiveMessageWaitTimeSeconds: '1' });
  expect(await receive({ MaxNumberOfMessages: 3 })).toHaveLength(3);
  expect(await receive()).toEqual([]);
  expect(await receive({ WaitTimeSeconds: 1 })).toEqual([]);
});

it('reports no error for a FIFO queue', async () => {
  const { receive } = await queueOf('queue.fifo', { FifoQueue: 'true' });
  for (let received = 1; received <= 5; received += 1) expect(await receive()).toHaveLength(1);
});
