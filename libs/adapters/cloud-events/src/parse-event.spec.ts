import { instantOf, toEnvelope, type Event } from '@product-service/events';
import { parseEvent } from './parse-event.js';

const updated: Event<'product.productUpdated.v2'> = {
  id: 'event-1',
  type: 'product.productUpdated.v2',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: 'FLATWHITE',
  sequence: '2',
  data: { productId: 'FLATWHITE', name: 'Flat White', price: 3.6, version: 2 },
  headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
};
const envelope = toEnvelope(updated, 'dev.products');
const TYPES = ['product.productUpdated.v2', 'product.productDeleted.v2'] as const;
const busEvent = { 'detail-type': updated.type, id: 'outer', time: '2026-11-22T09:31:00Z', detail: envelope };
const notification = { Type: 'Notification', MessageId: 'outer', Timestamp: '2026-11-22T09:31:00.000Z' };

it.each([
  ['an event of EventBridge', busEvent],
  ['a notification of SNS', { ...notification, Message: JSON.stringify(envelope) }],
  ['an envelope', envelope],
])('reads %s, as an object and as JSON', (_, message) => {
  expect(parseEvent(message, TYPES)).toEqual(updated);
  expect(parseEvent(JSON.stringify(message), TYPES)).toEqual(updated);
});

it('takes from the transport what the envelope lacks', () => {
  const { id: _id, time: _time, ...detail } = envelope;
  expect(parseEvent({ ...busEvent, detail }, TYPES)).toEqual({
    ...updated,
    id: 'outer',
    time: '2026-11-22T09:31:00.000Z',
  });
});

it.each([
  ['no JSON', 'text', /envelope is malformed/],
  ['no envelope', null, /envelope is malformed/],
  [
    'another type',
    { ...envelope, type: 'product.productUpdated.v1' },
    /"product.productUpdated.v1" is none of/,
  ],
  ['no id', { ...envelope, id: undefined }, /no id/],
  ['no time', { ...envelope, time: 'yesterday' }, /no readable time/],
  ['no version', { ...envelope, data: { ...envelope.data, version: '2' } }, /version/],
])('rejects %s', (_, message, reason) => {
  expect(() => parseEvent(message, TYPES)).toThrow(expect.objectContaining({ name: 'UnreadableEventError' }));
  expect(() => parseEvent(message, TYPES)).toThrow(reason);
});
