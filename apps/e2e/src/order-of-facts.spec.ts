import { deriveEventId } from '@product-service/cloud-events';
import { instantOf, toEnvelope, type Event, type Instant } from '@product-service/events';
import { createProduct, deleteProduct, handleStockUpdated } from '@product-service/product';
import { translateStockUpdated } from '@product-service/product-acl';
import { InMemoryDatabase } from '@product-service/product/testing';
import { readDelivery } from '@product-service/sqs';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';

const START = Date.parse('2026-11-22T09:30:00Z');
const at = (ms: number): Instant => instantOf(new Date(START + ms));
const flatWhite = { name: 'Flat White', price: 3.45 };

/** A message of a queue. Received again, it is identical. */
const messageOf = (body: object, sentMs: number): SQSRecord => ({
  messageId: `message sent at ${sentMs}`,
  receiptHandle: 'handle',
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(START + sentMs),
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:stock',
  awsRegion: 'eu-west-1',
});

/** An event of the inventory service, and the time at which it reaches our queue. */
interface Fact {
  readonly id: string;
  readonly time: string | null;
  readonly level: number;
  readonly sentMs: number;
}
const messageFrom = ({ id, time, level, sentMs }: Fact): SQSRecord =>
  messageOf(
    {
      'detail-type': 'inventory.stockUpdated.v1',
      id: `outer ${id}`,
      time: at(sentMs).replace(/\.\d+/, ''),
      detail: { id, time, data: { productId: 'FLATWHITE', newStockLevel: level } },
    },
    sentMs,
  );

const eventIn = <T extends 'inventory.stockUpdated.v1' | 'product.stockUpdated'>(
  record: SQSRecord,
  type: T,
) => {
  const { event, error } = readDelivery(record, [type]);
  if (!event) throw error;
  return event as unknown as Event<T>;
};

/** The message with our private event, made from EventBridge's message. `sentMs`: when SNS delivers it to the queue. */
const translated = (record: SQSRecord, sentMs: number): SQSRecord => {
  const fact = translateStockUpdated({ deriveId: deriveEventId })(
    eventIn(record, 'inventory.stockUpdated.v1'),
  );
  const Message = JSON.stringify(toEnvelope(fact, 'dev.products'));
  return messageOf({ Type: 'Notification', MessageId: 'm', Timestamp: at(sentMs), Message }, sentMs);
};

/** A product, its clock and its stock level. */
const catalogue = async () => {
  const products = new InMemoryDatabase();
  let nowMs = 0;
  const dependencies = { products, now: () => at((nowMs += 1)) };
  await createProduct(dependencies)(flatWhite);
  return {
    at: (ms: number) => void (nowMs = ms),
    recreate: () => createProduct(dependencies)(flatWhite),
    delete: () => deleteProduct(dependencies)({ id: 'FLATWHITE' }),
    handle: (record: SQSRecord) => handleStockUpdated(dependencies)(eventIn(record, 'product.stockUpdated')),
    level: async () => (await products.find('FLATWHITE'))?.state.stockLevel,
  };
};

/** Translates each message, then handles the results in the order of `delayMs`. Returns the stock level. */
const levelAfter = async (receives: readonly { readonly record: SQSRecord; readonly delayMs: number }[]) => {
  const { handle, level } = await catalogue();
  const facts = receives.map(({ record, delayMs }, index) => ({
    record: translated(record, 3_600_000 + index),
    delayMs,
  }));
  for (const { record } of facts.toSorted((a, b) => a.delayMs - b.delayMs)) await handle(record);
  return level();
};

const fine = fc.integer({ min: 0, max: 2_999_999_999 }).map((nanoseconds) => {
  const [seconds, digits] = [Math.floor(nanoseconds / 1e9), String(nanoseconds % 1e9).padStart(9, '0')];
  return `2026-11-22T09:30:0${seconds}.${digits}Z`;
});
const coarse = fc.integer({ min: 0, max: 2 }).map((seconds) => `2026-11-22T10:30:0${seconds}+0100`);
const unknown = fc.constantFrom(null, 'yesterday', '2026-02-30T00:00:00Z');
const factsWith = (time: fc.Arbitrary<string | null>) =>
  fc
    .array(fc.record({ time, sentMs: fc.integer({ min: 0, max: 4000 }) }), { minLength: 1, maxLength: 6 })
    .map((facts) => facts.map((fact, index): Fact => ({ ...fact, id: `event-${index}`, level: index })));

/** All messages, some of them repeated, in any order. */
const receivesOf = (records: readonly SQSRecord[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...records], { minLength: records.length }),
      fc.array(fc.constantFrom(...records), { maxLength: 6 }),
    )
    .chain(([all, again]) =>
      fc.tuple(
        ...[...all, ...again].map((record) =>
          fc.record({ record: fc.constant(record), delayMs: fc.integer({ min: 0, max: 20 }) }),
        ),
      ),
    );

describe('stock levels, from the bus to the product', () => {
  it('do not depend on the order of their messages, nor on repeats', async () => {
    const twoOrders = factsWith(fc.oneof(fine, coarse, unknown)).chain((facts) => {
      const records = facts.map(messageFrom);
      return fc.tuple(receivesOf(records), receivesOf(records));
    });
    await fc.assert(
      fc.asyncProperty(twoOrders, async ([one, other]) => {
        expect(await levelAfter(one)).toBe(await levelAfter(other));
      }),
    );
  });

  it('do not change if a producer sends an event again, when its time has a fraction of a second', async () => {
    const repeated = factsWith(fine).chain((facts) =>
      fc.tuple(
        receivesOf(facts.map(messageFrom)),
        fc
          .array(fc.record({ of: fc.constantFrom(...facts), sentMs: fc.integer({ min: 0, max: 9000 }) }), {
            minLength: 1,
          })
          .chain((again) =>
            receivesOf([...facts, ...again.map(({ of, sentMs }) => ({ ...of, sentMs }))].map(messageFrom)),
          ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(repeated, async ([once, again]) => {
        expect(await levelAfter(again)).toBe(await levelAfter(once));
      }),
    );
  });

  it('within one whole second apply in the order of sending, however late they were sent', async () => {
    const sending = fc.uniqueArray(fc.integer({ min: 0, max: 600_000 }), { minLength: 2, maxLength: 6 });
    const scenario = sending.chain((times) => {
      const facts = times.map((sentMs, index) => ({
        id: `event-${index}`,
        time: '2026-11-22T09:35:00Z',
        level: sentMs,
        sentMs,
      }));
      return fc.tuple(fc.constant(Math.max(...times)), receivesOf(facts.map(messageFrom)));
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ([newest, receives]) => {
        expect(await levelAfter(receives)).toBe(newest);
      }),
    );
  });

  it('of a producer whose clock is ahead apply in its own order, repeats included', async () => {
    const fact = (time: string, level: number, sentMs: number) =>
      messageFrom({ id: `level ${level}`, time, level, sentMs });
    const [ten, three] = [
      fact('2026-11-22T09:30:03.000Z', 10, 1000),
      fact('2026-11-22T09:30:03.500Z', 3, 1500),
    ];
    const again = fact('2026-11-22T09:30:03.000Z', 10, 9000);
    const receives = [ten, three, again, ten].map((record, delayMs) => ({ record, delayMs }));
    expect(await levelAfter(receives)).toBe(3);
  });
});

describe('a product that is deleted and created again', () => {
  const stock = (time: string, sentMs: number, level = 7) =>
    translated(messageFrom({ id: `stock at ${time}`, time, level, sentMs }), sentMs + 50);
  /** Deleted at 300 ms, created again at 400 ms. */
  const recreated = async () => {
    const product = await catalogue();
    product.at(300);
    await product.delete();
    product.at(400);
    await product.recreate();
    return product;
  };

  it.each([
    ['in whole seconds', '2026-11-22T09:30:00Z'],
    ['in milliseconds', '2026-11-22T09:30:00.500Z'],
  ])('applies a stock level of that same second, given %s', async (_, time) => {
    const product = await recreated();
    expect(await product.handle(stock(time, 600))).toBe('applied');
    expect(await product.level()).toBe(7);
  });

  it('ignores what was true before the deletion', async () => {
    const product = await recreated();
    expect(await product.handle(stock('2026-11-22T09:30:00.250Z', 600))).toBe('outdated');
    expect(await product.handle(stock('2026-11-22T09:30:00Z', 250))).toBe('outdated');
    expect(await product.level()).toBe(0);
  });

  it('applies what was true between the two, because the clock of a producer may be behind', async () => {
    const product = await recreated();
    expect(await product.handle(stock('2026-11-22T09:30:00.350Z', 600))).toBe('applied');
  });
});
