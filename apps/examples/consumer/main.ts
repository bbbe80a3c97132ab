/** A service that keeps a copy of the catalogue: consumes version 2 of the public events and announcements, idempotently and in order. */
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { parseEvent } from '@product-service/cloud-events';
import { PUBLIC_EVENTS_BY_VERSION } from '@product-service/events';
import { ENV, eventBusName } from '../event-bus.js';
import { ProductCopy } from './product-copy.js';
import { subscribe } from './subscription.js';

/** Announcements tell again what a product is, after events were missed. */
const TYPES = [...PUBLIC_EVENTS_BY_VERSION.v2, 'product.productAnnounced.v1'] as const;
const sqs = new SQSClient();
const copy = new ProductCopy(process.env['DATABASE_FILE'] || 'product-copy.sqlite');
const QueueUrl = await subscribe(await eventBusName(), `${ENV}.products`, TYPES);

const handle = async ({ Body, ReceiptHandle }: Message): Promise<void> => {
  const event = parseEvent(Body, TYPES);
  const isNew = copy.apply(event);
  console.log(isNew ? 'applied' : 'ignored', event.type, event.subject, event.sequence);
  // Only now: a message whose effect is not written must arrive again.
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
};

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (isStopping = true));
console.log('listening');
while (!isStopping) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  for (const message of Messages) {
    // A message that fails stays in the queue, then goes to the dead-letter queue. The others are handled.
    await handle(message).catch((error: unknown) => console.error(`failed ${message.MessageId}`, error));
  }
}
copy.close();
