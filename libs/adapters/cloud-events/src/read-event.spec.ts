import { instantOf, toEnvelope, type Event, type Instant } from '@product-service/events';
import fc from 'fast-check';
import { readEvent } from './read-event.js';

const time = instantOf(new Date('2026-11-22T09:30:00Z'));
/** Returns its argument as the time, so that tests can see it. */
const defaults = { id: 'outer', timeOf: (stated: unknown) => (stated ?? 'none') as Instant };
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

it('reads an envelope', () => {
  expect(read({})).toEqual(stockUpdated);
});

it.each([undefined, null, {}, true, ''])('accepts optional fields that are %p', (missing) => {
  const bare = { id: missing, time: undefined, subject: missing, traceparent: missing, _datadog: missing };
  expect(read({ ...bare, sequence: undefined })).toEqual({
    ...stockUpdated,
    id: 'outer',
    time: 'none',
    subject: undefined,
    sequence: undefined,
    headers: {},
  });
});

it('uses the transport’s type only if the envelope has none', () => {
  expect(read({ type: null }, { type: 'inventory.stockUpdated.v1' }).type).toBe('inventory.stockUpdated.v1');
  expect(() => read({ type: 'other' }, { type: 'inventory.stockUpdated.v1' })).toThrow(/"other" is none of/);
});

it.each(['\u{1F600}'.repeat(255), 'TAB\tIN A NAME'])('keeps the subject %j', (subject) => {
  expect(read({ subject }).subject).toBe(subject);
});

it('determines the time after everything else was read', () => {
  const timeOf = jest.fn((_told: unknown, _id: string) => time);
  read({ time: 1732267800 }, { timeOf });
  expect(timeOf.mock.calls).toEqual([[1732267800, 'inner']]);
  expect(() => read({ data: null }, { timeOf })).toThrow();
  expect(timeOf).toHaveBeenCalledTimes(1);
});

it('accepts a number as id', () => {
  expect(read({ id: 7 }).id).toBe('7');
});

it.each(['\ud800', 'a\0b', 'line\nbreak', 'x'.repeat(100_000)])(
  'replaces an unusable id by a stable one',
  (id) => {
    const ids = [
      read({ id }).id,
      read({ id }).id,
      read({ id: null }, { id }).id,
      read({ id: `${id}${id}` }).id,
    ];
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(ids.map((it) => it === ids[0])).toEqual([true, true, true, false]);
  },
);

it.each(['\ud800', 'a\0b', 'x'.repeat(100_000)])('drops an unusable subject and sequence', (odd) => {
  expect(read({ subject: odd, sequence: odd })).toEqual({
    ...stockUpdated,
    subject: undefined,
    sequence: undefined,
  });
});

it('accepts a number as sequence', () => {
  expect(read({ sequence: 7 }).sequence).toBe('7');
});

it('drops unknown fields', () => {
  expect(read({ data: { ...stockUpdated.data, warehouse: 'north' }, extra: true })).toEqual(stockUpdated);
});

it.each([null, undefined])('reads priceBrackets that are %p as empty', (priceBrackets) => {
  const pricing = {
    ...envelope,
    type: 'pricing.pricingCalculated.v1',
    data: { productId: 'LATTE', priceBrackets },
  };
  expect(readEvent(pricing, ['pricing.pricingCalculated.v1'], defaults).data.priceBrackets).toEqual([]);
});

it.each([null, undefined])('reads a stock level that is %p as 0', (newStockLevel) => {
  expect(read({ data: { productId: 'LATTE', newStockLevel } }).data.newStockLevel).toBe(0);
});

it('accepts capitalised field names, and prefers exact ones', () => {
  expect(read({ data: { ProductId: 'LATTE', NewStockLevel: 3 } }).data).toMatchObject({
    productId: 'LATTE',
    newStockLevel: 3,
  });
  expect(read({ data: { newStockLevel: 1, productId: 'LATTE', NewStockLevel: 3 } }).data.newStockLevel).toBe(
    1,
  );
});

it('accepts a negative stock level, and an invalid previous one', () => {
  const data = { productId: 'LATTE', newStockLevel: -2, previousStockLevel: 'unknown' };
  expect(read({ data }).data).toEqual({
    productId: 'LATTE',
    newStockLevel: -2,
    previousStockLevel: undefined,
  });
});

it('truncates error messages', () => {
  const message = (changes: object) => {
    try {
      return read(changes) && '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message({ type: `\u001b[2J${'x'.repeat(100_000)}` })).toMatch(
    /^Event type "\ufffd\[2Jx+… \(100004 characters\)" is/,
  );
  expect(message({ type: 'x'.repeat(100_000) }).length).toBeLessThan(400);
  expect(message({ type: undefined })).toMatch(/^An event without a type is none of/);
  const priceBrackets = Array.from({ length: 100_000 }, () => 'nonsense');
  const pricing = {
    ...envelope,
    type: 'pricing.pricingCalculated.v1',
    data: { productId: 'LATTE', priceBrackets },
  };
  expect(() => readEvent(pricing, ['pricing.pricingCalculated.v1'], defaults)).toThrow(/^.{1,1000}$/s);
});

it.each([
  [
    'another type',
    { type: 'inventory.stockReserved.v1' },
    /"inventory.stockReserved.v1" is none of inventory/,
  ],
  ['no data', { data: undefined }, /data of inventory.stockUpdated.v1 is malformed/],
  ['an empty product id', { data: { productId: '', newStockLevel: 1 } }, /productId/],
  ['a product id that PostgreSQL rejects', { data: { productId: 'a\0', newStockLevel: 1 } }, /well-formed/],
  ['a lone surrogate in a product id', { data: { productId: '\ud800', newStockLevel: 1 } }, /well-formed/],
  ['a product id that is too long', { data: { productId: 'x'.repeat(5000), newStockLevel: 1 } }, /productId/],
  ['a level that is text', { data: { productId: 'LATTE', newStockLevel: '1' } }, /newStockLevel/],
])('rejects %s', (_, changes, message) => {
  expect(() => read(changes)).toThrow(expect.objectContaining({ name: 'UnreadableEventError' }));
  expect(() => read(changes)).toThrow(message);
});

it.each([null, 'text', 7, []])('rejects an envelope that is %j', (value) => {
  expect(() => readEvent(value, ['inventory.stockUpdated.v1'], defaults)).toThrow(
    /envelope is malformed|is none of/,
  );
});

it('throws only UnreadableEventError, for any input', () => {
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
