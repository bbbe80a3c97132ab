import { toEnvelope, instantOf, type Delivery, type Event } from '@product-service/events';
import type { SQSRecord } from 'aws-lambda';
import { consumedQueue } from './consumed-queue.js';
import { eventConsumer } from './event-consumer.js';

const time = instantOf(new Date('2026-11-22T09:30:00Z'));
const stockUpdated: Event<'product.stockUpdated'> = {
  id: 'event-1',
  type: 'product.stockUpdated',
  time,
  subject: 'LATTE',
  data: { productId: 'LATTE', stockLevel: 5 },
  headers: {},
};
const envelope = toEnvelope(stockUpdated, 'dev.products');

const record = (messageId: string, body: unknown): SQSRecord => ({
  messageId,
  receiptHandle: 'handle',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '2',
    SentTimestamp: String(Date.parse('2026-11-22T09:31:00Z')),
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:stock',
  awsRegion: 'eu-west-1',
});
const throughSns = (message: unknown) => ({
  Type: 'Notification',
  MessageId: 'sns-1',
  TopicArn: 'arn:aws:sns:eu-west-1:000000000000:stock',
  Timestamp: '2026-11-22T09:30:59.000Z',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
});
const throughEventBridge = (detail: unknown) => ({
  version: '0',
  id: 'eventbridge-1',
  'detail-type': 'product.stockUpdated',
  source: 'dev.products',
  time: '2026-11-22T09:30:58Z',
  detail,
});

/** For failing messages see failed-messages.spec.ts. */
describe('consuming a queue of events', () => {
  let handled: Event[];
  let deliveries: Delivery[];

  beforeEach(() => {
    handled = [];
    deliveries = [];
  });

  const consume = (...records: SQSRecord[]) =>
    eventConsumer({
      types: ['product.stockUpdated'],
      handle: async (event) => void handled.push(event),
      scope: (delivery, handle) => {
        deliveries.push(delivery);
        return handle();
      },
      queue: consumedQueue({ queueUrl: 'http://127.0.0.1:1', deadLetterQueueUrl: 'http://127.0.0.1:1' }),
    })({ Records: records }, { getRemainingTimeInMillis: () => 29_000 });

  it.each([
    ['SNS', 'sns', throughSns(envelope)],
    ['EventBridge', 'eventbridge', throughEventBridge(envelope)],
    ['the sender', 'sqs', envelope],
  ])('reads a message delivered by %s', async (_, via, body) => {
    expect(await consume(record('m-1', body))).toEqual({ batchItemFailures: [] });
    expect(handled).toEqual([stockUpdated]);
    expect(deliveries).toEqual([
      {
        messageId: 'm-1',
        via,
        queue: 'stock',
        sentAt: '2026-11-22T09:31:00.000Z',
        receiveCount: 2,
        size: JSON.stringify(body).length,
        event: stockUpdated,
      },
    ]);
  });

  it('takes id, type and time from the transport if the envelope lacks them', async () => {
    const bare = { data: envelope.data, id: null, time: null };
    await consume(
      record('m-1', throughEventBridge(bare)),
      record('m-2', throughSns({ ...bare, type: envelope.type })),
      record('m-3', { ...bare, type: envelope.type }),
    );
    expect(handled.map(({ id, time: at }) => [id, at])).toEqual([
      // Sent one second after the end of the stated second.
      ['eventbridge-1', '2026-11-22T09:30:58.999001001Z'],
      ['sns-1', '2026-11-22T09:30:59.000Z'],
      ['m-3', '2026-11-22T09:31:00.000Z'],
    ]);
  });
});
