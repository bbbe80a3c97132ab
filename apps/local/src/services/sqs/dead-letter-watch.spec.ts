import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { arnOf } from '../../core/account.js';
import type { Activity } from '../../core/activity.js';
import { lazyObserver, type Passage } from '../../core/observation.js';
import { emptyAccount } from '../../testing/empty-account.js';
import { type Emulator, openEmulator } from '../../emulator/emulator.js';
import { watchDeadLetters } from './dead-letter-watch.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await openEmulator(undefined, 'us-east-1');
});
afterAll(() => emulator.stop());

const eventually = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it('reports what SQS has moved to a dead-letter queue, but not what was sent there', async () => {
  const { context, services } = emptyAccount({
    emulator: emulator.endpoint,
    endpoint: emulator.endpoint,
  });
  const { client, urlOf } = services.sqs.queues;
  const [source, deadLetters] = ['source', 'dead-letters'].map((name) =>
    arnOf(context.account, 'sqs', name),
  ) as [string, string];
  await client.send(new CreateQueueCommand({ QueueName: 'dead-letters' }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters, maxReceiveCount: 1 });
  await client.send(new CreateQueueCommand({ QueueName: 'source', Attributes: { RedrivePolicy } }));

  const passages: Passage[] = [];
  const logged: Activity[] = [];
  const observer = lazyObserver({ passed: (it) => void passages.push(it), exchanged: () => {} }, () => {});
  const log = (activity: Activity): void => void logged.push(activity);
  const watch = watchDeadLetters(new Set([deadLetters]), services.sqs.queues, { log, observer });

  const send = (queueArn: string) =>
    client.send(new SendMessageCommand({ QueueUrl: urlOf(queueArn), MessageBody: 'm' }));
  for (let count = 0; count < 2; count += 1) await send(deadLetters);
  observer.passed(() => [{ from: 'consumer', to: deadLetters, bodies: ['m', 'm'], failed: 0 }]);
  await eventually(() => logged.length > 0);

  await send(source);
  const receive = { QueueUrl: urlOf(source), VisibilityTimeout: 0 };
  // The second one finds that the message was received too often.
  for (let count = 0; count < 2; count += 1) await client.send(new ReceiveMessageCommand(receive));
  await eventually(() => passages.length === 2);
  watch.stop();
  client.destroy();
  expect(passages[1]).toEqual({ from: source, to: deadLetters, bodies: [''], failed: 0 });
});
