import { passedMessages } from './passed-messages.js';

const TRACE = '0123456789abcdef0123456789abcdef';
const envelope = {
  id: 'event',
  type: 'product.productCreated',
  subject: 'LATTE',
  traceparent: `00-${TRACE}-0123456789abcdef-01`,
  data: { productId: 'LATTE' },
};
const read = { type: 'product.productCreated', productId: 'LATTE', eventId: 'event', traceId: TRACE };

describe('messages that passed', () => {
  it.each([
    ['an envelope', envelope, read],
    ['a notification of SNS', { Type: 'Notification', Message: JSON.stringify(envelope) }, read],
    ['an event of EventBridge', { id: 'other', 'detail-type': 'x', detail: envelope }, read],
    ['an envelope without a subject', { data: { productId: 'LATTE' } }, { productId: 'LATTE' }],
    ['fields of other types', { type: 7, id: null, subject: {}, traceparent: [], data: 'x' }, {}],
  ])('are read: %s', (_, body, fields) => {
    const messages = passedMessages();
    messages.add('from', 'to', [JSON.stringify(body)]);
    expect(messages.at('to')).toEqual([
      { id: 1, at: expect.any(Number), from: 'from', to: 'to', body: JSON.stringify(body), ...fields },
    ]);
  });

  it.each(['', 'text', '{', '[]', 'null', '{"Message":"{"}'])(
    'stay as they are if they are no envelope: %j',
    (body) => {
      const messages = passedMessages();
      messages.add('from', 'to', [body]);
      expect(messages.at('from')).toMatchObject([{ body }]);
    },
  );

  it('are known at both places, the newest first, and bounded', () => {
    const messages = passedMessages();
    for (let index = 0; index < 30; index += 1) messages.add('from', 'to', [`${index}`]);
    messages.add('to', 'further', ['last']);
    expect(messages.at('to').map(({ body }) => body)[0]).toBe('last');
    expect(messages.at('to')).toHaveLength(20);
    expect(messages.at('from')[0]?.body).toBe('29');
    expect(messages.at('nowhere')).toEqual([]);
  });

  it('are cut if they are long, but read before', () => {
    const messages = passedMessages();
    messages.add('from', 'to', [JSON.stringify({ padding: 'x'.repeat(100_000), ...envelope })]);
    expect(messages.at('to')[0]).toMatchObject({ ...read, body: expect.stringMatching(/^.{8192}$/) });
  });

  it('of places that are too many are forgotten', () => {
    const messages = passedMessages();
    messages.add('first', 'second', ['']);
    for (let index = 0; index < 600; index += 1) messages.add(`from ${index}`, 'to', ['']);
    expect(messages.at('first')).toEqual([]);
    expect(messages.at('from 599')).toHaveLength(1);
  });
});
