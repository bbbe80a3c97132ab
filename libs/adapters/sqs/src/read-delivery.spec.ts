import { logLines } from '@product-service/logger/testing';
import type { SQSRecord } from 'aws-lambda';
import { readDelivery } from './read-delivery.js';

const TYPE = 'inventory.stockUpdated.v1';
const data = { productId: 'LATTE', newStockLevel: 1 };
const SENT_AT = String(Date.parse('2026-11-22T09:30:05.250Z'));
const recordOf = (body: object, SentTimestamp = SENT_AT): SQSRecord => ({
  messageId: 'message',
  receiptHandle: 'handle',
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp,
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:stock',
  awsRegion: 'eu-west-1',
});
const bySns = (envelope: object) => ({
  Type: 'Notification',
  MessageId: 'sns',
  Timestamp: '2026-11-22T09:30:05.200Z',
  Message: JSON.stringify(envelope),
});
const byEventBridge = (envelope: object) => ({
  'detail-type': TYPE,
  id: 'eventbridge',
  time: '2026-11-22T09:30:05Z',
  detail: envelope,
});

describe.each([
  ['SNS', bySns, '2026-11-22T09:30:05.200Z'],
  ['EventBridge', byEventBridge, '2026-11-22T09:30:05.250Z'],
  ['the sender', (envelope: object) => envelope, '2026-11-22T09:30:05.250Z'],
])('an event delivered by %s', (_, deliver, outer) => {
  const read = (envelope: object, sentAt?: string) =>
    readDelivery(recordOf(deliver({ id: 'event', type: TYPE, data, ...envelope }), sentAt), [TYPE]);

  it.each([
    ['2026-11-22T09:30:04.5+0000', '2026-11-22T09:30:04.500Z'],
    ['2026-11-22T09:30:05Z', '2026-11-22T09:30:05.250Z'],
    ['2026-11-22T09:30:05.000Z', '2026-11-22T09:30:05.000Z'],
    ['2026-11-22T09:30:09.123Z', '2026-11-22T09:30:09.123Z'],
    [undefined, outer],
    [null, outer],
    ['', outer],
    ['2026-02-30T00:00:00Z', outer],
    [1795339805, outer],
  ])('with the time %j has the event time %s at every receive', (time, expected) => {
    const times = [1, 2, 3].map(() => read({ time }).event?.time);
    expect(times).toEqual([expected, expected, expected]);
  });

  it('with an unreadable time has that time logged, and nothing else of the message', () => {
    read({ time: `\u001b[2J${'9'.repeat(100_000)}`, secret: 'hidden' });
    expect(logLines()).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'event time is not readable',
        messageId: 'message',
        eventId: 'event',
        time: expect.stringMatching(/^\ufffd\[2J9{175}… \(100004 characters\)$/),
      }),
    ]);
  });

  it('may have any JSON value as its time', () => {
    const body =
      deliver === bySns ? undefined : JSON.stringify(deliver({ id: 'e', type: TYPE, data, time: 'here' }));
    const nested = body?.replace('"here"', () => `${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    if (nested) expect(readDelivery({ ...recordOf({}), body: nested }, [TYPE]).event?.time).toBe(outer);
    expect(read({ time: { seconds: 1 } }).event?.time).toBe(outer);
    expect(logLines().at(-1)).toMatchObject({ time: 'an object' });
  });

  it('without a time or with a readable one logs nothing', () => {
    read({ time: undefined });
    read({ time: '2026-11-22T09:30:05+01' });
    expect(logLines()).toEqual([]);
  });

  it('more than a day ahead is rejected with that reason', () => {
    const { error, delivery } = read({ time: '2026-11-23T09:30:06.000Z' });
    expect(error).toMatchObject({
      name: 'UnreadableEventError',
      failureKind: 'permanent',
      message: expect.stringContaining('2026-11-23T09:30:06.000Z is more than a day after'),
    });
    expect(delivery).not.toHaveProperty('event');
  });

  it.each(['0', '-1', '1e18', 'garbage'])('is readable with the time of sending %s', (sentAt) => {
    expect(read({ time: '2026-11-22T09:30:05Z' }, sentAt).event?.time).toBe('2026-11-22T09:30:05.000Z');
  });

  it('keeps the context of both tracers', () => {
    const pathway = 'galj77uSnibYt5KvwGjYt5KvwGg=';
    const context = JSON.stringify({ id: 'event', type: TYPE, data, _datadog: { traceparent: 'first' } });
    const twice = `${context.slice(0, -1)},"_datadog":{"dd-pathway-ctx-base64":"${pathway}"}}`;
    const placeholder = { placeholder: true };
    const isText = deliver === bySns;
    const body = JSON.stringify(deliver(placeholder)).replace(
      isText ? JSON.stringify(JSON.stringify(placeholder)) : JSON.stringify(placeholder),
      () => (isText ? JSON.stringify(twice) : twice),
    );
    expect(readDelivery({ ...recordOf({}), body }, [TYPE]).event?.headers).toEqual({
      traceparent: 'first',
      'dd-pathway-ctx-base64': pathway,
    });
  });
});
