import { readPrivateEvent, readPublicEvent } from './read-events.js';

const envelope = {
  id: 'e1',
  type: 'product.productUpdated',
  subject: 'LATTE',
  sequence: '2',
  time: '2026-11-22T09:30:00.000Z',
  data: { productId: 'LATTE', previous: { name: 'Latte', price: 1 }, new: { name: 'Latte', price: 2 } },
};
const { id, time } = envelope;

it('reads both states of an update', () => {
  expect(readPrivateEvent(JSON.stringify(envelope))).toEqual({
    id,
    type: 'product.productUpdated',
    productId: 'LATTE',
    sequence: 2,
    time,
    details: { name: 'Latte', price: 2 },
    previous: { name: 'Latte', price: 1 },
  });
});

it('reads a public event as an object and as text', () => {
  const detail = { ...envelope, type: 'product.productUpdated.v2', data: { name: 'Latte', price: 2 } };
  const event = { id, type: detail.type, productId: 'LATTE', sequence: 2, time, details: detail.data };
  expect(readPublicEvent(detail)).toEqual(event);
  expect(readPublicEvent(JSON.stringify(detail))).toEqual(event);
});

it.each([
  'no JSON',
  'null',
  '[]',
  JSON.stringify({ ...envelope, type: 'product.stockUpdated' }),
  JSON.stringify({ ...envelope, type: 'product.productAnnounced.v1' }),
  JSON.stringify({ ...envelope, sequence: 'first' }),
  JSON.stringify({ ...envelope, subject: undefined }),
])('ignores %s', (message) => {
  expect(readPrivateEvent(message)).toBeUndefined();
  expect(readPublicEvent(message)).toBeUndefined();
});

it('reads an event whose data is poison, without details', () => {
  expect(readPrivateEvent(JSON.stringify({ ...envelope, data: null }))?.details).toBeUndefined();
});
