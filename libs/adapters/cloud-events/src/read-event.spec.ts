import { instantOf, toEnvelope, type Event } from '@product-service/events';
import fc from 'fast-check';
import { deriveEventId } from './derive-event-id.js';
import { readEvent } from './read-event.js';

const time = instantOf(new Date('2026-11-22T09:30:00Z'));
const receivedAt = instantOf(new Date('2026-11-22T09:31:00Z'));
const defaults = { id: 'outer', time: receivedAt };
const stockUpdated: Event<'inventory.stockUpdated.v1'> = {
  id: 'inner',
  type: 'inventory.stockUpdated.v1',
  time,
  subject: 'LATTE',
  sequence: '7',
  data: { productId: 'LATTE', newStockLevel: 2.5, previousStockLevel: 3 },
  headers: { traceparent: '00-1-2-01', 'dd-pathway-ctx-base64': 'pathway' },
};
const envelope = toEnvelope(stockUpdated, 'dev.inventory');
const read = (changes: object, outer: object = {}) =>
  readEvent({ ...envelope, ...changes }, ['inventory.stockUpdated.v1'], { ...defaults, ...outer });

it('reads back what an envelope says', () => {
  expect(read({})).toEqual(stockUpdated);
});

it.each([undefined, null, 12, ''])('does without what is %p', (missing) => {
  const bare = { id: missing, time: missing, subject: missing, traceparent: missing, _datadog: missing };
  expect(read({ ...bare, sequence: undefined })).toEqual({
    ...stockUpdated,
    id: 'outer',
    time: receivedAt,
    subject: undefined,
    sequence: undefined,
    headers: {},
  });
});

it('takes the type from outside only if the envelope has none', () => {
  expect(read({ type: null }, { type: 'inventory.stockUpdated.v1' }).type).toBe('inventory.stockUpdated.v1');
  expect(() => read({ type: 'other' }, { type: 'inventory.stockUpdated.v1' })).toThrow(/"other" is none of/);
});

it('reads times of whole seconds and of other zones, and takes the outer one for what is no time', () => {
  expect(read({ time: '2026-11-22T10:30:00+01:00' }).time).toBe(time);
  expect(read({ time: 'tomorrow' }).time).toBe(receivedAt);
});

it('reads a sequence that is a number', () => {
  expect(read({ sequence: 7 }).sequence).toBe('7');
});

it('finds the data-stream context at the top level too', () => {
  expect(read({ _datadog: null, 'dd-pathway-ctx-base64': 'top' }).headers).toEqual({
    'dd-pathway-ctx-base64': 'top',
    traceparent: '00-1-2-01',
  });
});

it('ignores context that is not text', () => {
  expect(read({ traceparent: {}, _datadog: { a: 1, b: null, c: 'kept', d: {} } }).headers).toEqual({
    c: 'kept',
  });
  expect(read({ traceparent: null, _datadog: 'no object' }).headers).toEqual({});
});

it('leaves out fields that it does not know', () => {
  expect(read({ data: { ...stockUpdated.data, warehouse: 'north' }, extra: true })).toEqual(stockUpdated);
});

it('takes Go’s null for an empty ladder', () => {
  const pricing = {
    ...envelope,
    type: 'pricing.pricingCalculated.v1',
    data: { productId: 'LATTE', priceBrackets: null },
  };
  expect(readEvent(pricing, ['pricing.pricingCalculated.v1'], defaults).data.priceBrackets).toEqual([]);
});

it.each([
  [
    'another type',
    { type: 'inventory.stockReserved.v1' },
    /"inventory.stockReserved.v1" is none of inventory/,
  ],
  ['no data', { data: undefined }, /data of inventory.stockUpdated.v1 is malformed/],
  ['an empty product id', { data: { productId: '', newStockLevel: 1 } }, /productId/],
  ['a level that is text', { data: { productId: 'LATTE', newStockLevel: '1' } }, /newStockLevel/],
])('refuses %s', (_, changes, message) => {
  expect(() => read(changes)).toThrow(expect.objectContaining({ name: 'UnreadableEventError' }));
  expect(() => read(changes)).toThrow(message);
});

it.each([null, 'text', 7, []])('refuses an envelope that is %j', (value) => {
  expect(() => readEvent(value, ['inventory.stockUpdated.v1'], defaults)).toThrow(
    /envelope is malformed|is none of/,
  );
});

it('fails on nothing but unreadable events, whatever it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (anything, data) => {
      for (const value of [anything, { type: 'inventory.stockUpdated.v1', ...Object(anything), data }]) {
        try {
          readEvent(value, ['inventory.stockUpdated.v1'], defaults);
        } catch (error) {
          expect(error).toMatchObject({ name: 'UnreadableEventError' });
        }
      }
    }),
  );
});

it('derives the same id from the same cause and type only', () => {
  const ids = [
    deriveEventId('cause', 'product.stockUpdated'),
    deriveEventId('cause', 'product.pricingChanged'),
    deriveEventId('other cause', 'product.stockUpdated'),
  ];
  expect(new Set(ids).size).toBe(3);
  // Pinned: consumers have stored ids like this one.
  expect(ids[0]).toBe('b48c2886-6ef2-5952-a3d0-e72b7c4c554c');
});
