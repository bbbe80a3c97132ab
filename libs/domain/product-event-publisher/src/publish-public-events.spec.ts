import {
  CHANGE_EVENTS,
  EventNotAcceptedError,
  EventRejectedError,
  instantOf,
  PRODUCT_EVENTS,
  type AnyEvent,
  type AnyPublicEventType,
  type ProductEventType,
  type PublicEventVersion,
} from '@product-service/events';
import { RecordingPublisher } from '@product-service/events/testing';
import { publishPublicEvents } from './publish-public-events.js';

const time = instantOf(new Date('2026-11-22T09:30:00Z'));
const DATA = {
  'product.productCreated': { productId: 'LATTE', name: 'Latte', price: 3 },
  'product.productUpdated': {
    productId: 'LATTE',
    previous: { name: 'Late', price: 2 },
    new: { name: 'Latte', price: 3 },
  },
  'product.productDeleted': { productId: 'LATTE' },
  'product.productAnnounced': {
    productId: 'LATTE',
    name: 'Latte',
    price: 3,
    stockLevel: 1.5,
    pricingBrackets: [{ quantity: 10, price: 2 }],
  },
};
const deriveId = (cause: string, effect: string) => `${cause}/${effect}`;
const privateEvent = (type: ProductEventType, changes: object = {}) =>
  ({
    id: 'private',
    type,
    time,
    subject: 'LATTE',
    sequence: '7',
    data: DATA[type],
    headers: { traceparent: 'x' },
    ...changes,
  }) as AnyEvent<ProductEventType>;
const publicEvent = (type: AnyPublicEventType, data: object) => ({
  id: `private/${type}`,
  type,
  time,
  subject: 'LATTE',
  sequence: '7',
  data,
  headers: {},
});

const publishing = (...versions: PublicEventVersion[]) => {
  const publisher = new RecordingPublisher<AnyPublicEventType>();
  return { publisher, publish: publishPublicEvents({ publisher, deriveId, versions }) };
};
const typesOf = ({ published }: RecordingPublisher<AnyPublicEventType>) => published.map(({ type }) => type);

it.each(CHANGE_EVENTS)('publishes %s in each version, with ids of their own', async (type) => {
  const { publisher, publish } = publishing('v1', 'v2');
  await publish(privateEvent(type));
  const details = type === 'product.productDeleted' ? {} : { name: 'Latte', price: 3 };
  expect(publisher.published).toEqual([
    publicEvent(`${type}.v1`, { productId: 'LATTE' }),
    publicEvent(`${type}.v2`, { productId: 'LATTE', ...details, version: 7 }),
  ]);
});

it('publishes both versions in one turn of the event loop, so that they share a call', async () => {
  const { publisher, publish } = publishing('v1', 'v2');
  const done = publish(privateEvent('product.productCreated'));
  expect(publisher.published).toHaveLength(2);
  await done;
});

it.each(['v1', 'v2'] as const)('publishes only %s if the other is switched off', async (version) => {
  const { publisher, publish } = publishing(version);
  await publish(privateEvent('product.productCreated'));
  expect(typesOf(publisher)).toEqual([`product.productCreated.${version}`]);
});

it.each([['v1', 'v2'], ['v1'], ['v2']] as const)(
  'publishes an announcement once, in its only version, with %s and %s switched on',
  async (...versions) => {
    const { publisher, publish } = publishing(...versions);
    await publish(privateEvent('product.productAnnounced'));
    expect(publisher.published).toEqual([
      publicEvent('product.productAnnounced.v1', { ...DATA['product.productAnnounced'], version: 7 }),
    ]);
  },
);

it.each(PRODUCT_EVENTS)('names only the fields of %s that are public', async (type) => {
  const { publisher, publish } = publishing('v1', 'v2');
  await publish(privateEvent(type, { data: { ...DATA[type], secret: 'x' } }));
  expect(JSON.stringify(publisher.published)).not.toContain('secret');
});

describe('if one version cannot be published', () => {
  const rejected = new EventRejectedError('too large');
  const unavailable = new EventNotAcceptedError('throttled');

  it.each(['.v1', '.v2'])('%s fails the event, and the other is published', async (failing) => {
    const { publisher, publish } = publishing('v1', 'v2');
    publisher.failWhen(({ type }) => (type.endsWith(failing) ? unavailable : undefined));
    await expect(publish(privateEvent('product.productCreated'))).rejects.toBe(unavailable);
    expect(publisher.published).toHaveLength(1);
  });

  it('is retried if one of the failures is temporary, with the same ids', async () => {
    const { publisher, publish } = publishing('v1', 'v2');
    publisher.failWhen(({ type }) => (type.endsWith('.v1') ? rejected : unavailable));
    await expect(publish(privateEvent('product.productCreated'))).rejects.toBe(unavailable);
    publisher.heal();
    await publish(privateEvent('product.productCreated'));
    await publish(privateEvent('product.productCreated'));
    expect(new Set(publisher.published.map(({ id }) => id)).size).toBe(2);
  });

  it.each([undefined, '', '0', 'seven', '1.5', '1'.repeat(30)])(
    'because the sequence is %p: version 1 is published without one, and the event is never retried',
    async (sequence) => {
      const { publisher, publish } = publishing('v1', 'v2');
      const event = privateEvent('product.productCreated', { sequence });
      await expect(publish(event)).rejects.toMatchObject({
        name: 'MissingSequenceError',
        failureKind: 'permanent',
      });
      expect(typesOf(publisher)).toEqual(['product.productCreated.v1']);
      expect(publisher.published[0]?.sequence).toBeUndefined();
      const announcement = privateEvent('product.productAnnounced', { sequence });
      await expect(publish(announcement)).rejects.toMatchObject({ failureKind: 'permanent' });
    },
  );
});
