/**
 * Programs that the specs run in a separate process with the real tracer: `programs.ts <name> <input as JSON>`. They print the
 * output of the instrumentation points, one JSON line each.
 */
import { channel } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  instantOf,
  type AnyEvent,
  type Delivery,
  type Event,
  type EventPublisher,
} from '@product-service/events';
import { deliveryScope, stampHeaders, tracedPublisher } from '../index.js';

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const time = instantOf(new Date(Date.now() - 250));
const created = (productId: string, headers = {}): Event<'product.productCreated'> => ({
  id: `event-of-${productId}`,
  type: 'product.productCreated',
  time,
  subject: productId,
  sequence: '1',
  data: { productId, name: 'A name', price: 3.45 },
  headers,
});
const publicOf = ({ subject, sequence, data }: Event): Event<'product.productCreated.v1'> => ({
  id: `public-event-of-${data.productId}`,
  type: 'product.productCreated.v1',
  time,
  subject,
  sequence,
  data: { productId: data.productId },
  headers: {},
});
const publicV2Of = ({ subject, sequence, data }: Event): Event<'product.productCreated.v2'> => ({
  id: `public-v2-event-of-${data.productId}`,
  type: 'product.productCreated.v2',
  time,
  subject,
  sequence,
  data: { productId: data.productId, name: 'A name', price: 3.45, version: Number(sequence) },
  headers: {},
});
const deliveryOf = (event: AnyEvent | undefined, via: Delivery['via'] = 'sns'): Delivery => ({
  messageId: 'message',
  via,
  queue: 'TheQueue',
  sentAt: instantOf(new Date(Date.now() - 100)),
  receiveCount: 2,
  size: 321,
  event,
});

/** Stores published events like a broker; rejects events of the product BROKEN. */
const broker = () => {
  const sent: Event[] = [];
  const publisher: EventPublisher = {
    publish: async (event) => {
      await sleep(5);
      if (event.data.productId === 'BROKEN') throw new Error('The broker refuses this.');
      sent.push(event);
      print({ sent: event });
    },
  };
  return { sent, publisher };
};

const relayed = async (productId: string): Promise<AnyEvent> => {
  const { sent, publisher } = broker();
  const stamped = stampHeaders(created(productId));
  print({ stamped });
  await tracedPublisher({ publisher, via: 'sns', from: 'outbox' }).publish(created(productId, stamped));
  return sent[0] as AnyEvent;
};

const programs: Record<string, (input: never) => Promise<unknown>> = {
  /** The complete path of one change: outbox, SNS, EventBridge. */
  out: async () => {
    const event = await relayed('LATTE');
    const bus = tracedPublisher({ publisher: broker().publisher, via: 'eventbridge' });
    await deliveryScope(deliveryOf(event), () => bus.publish(publicOf(event)));
  },

  /** A product is announced, at the version of its last change. */
  announced: async () => {
    const stamped = stampHeaders({
      id: 'announcement-of-LATTE',
      type: 'product.productAnnounced',
      subject: 'LATTE',
      sequence: '1',
      data: { productId: 'LATTE', name: 'A name', price: 3.45, stockLevel: 0, pricingBrackets: [] },
    });
    print({ stamped });
  },

  /** One private event becomes a public event in each version, published at the same time. */
  versions: async () => {
    const event = await relayed('LATTE');
    const bus = tracedPublisher({ publisher: broker().publisher, via: 'eventbridge' });
    await deliveryScope(deliveryOf(event), async () => {
      await Promise.all([bus.publish(publicOf(event)), bus.publish(publicV2Of(event))]);
    });
  },

  /** Ten concurrent messages, every second one without headers; each is published again after a different delay. */
  batch: async () => {
    const bus = tracedPublisher({ publisher: broker().publisher, via: 'eventbridge' });
    const events = Array.from({ length: 10 }, async (_, index) =>
      index % 2 === 0 ? relayed(`P${index}`) : created(`P${index}`),
    );
    const handle = (event: AnyEvent, index: number) =>
      deliveryScope(deliveryOf(event), async () => {
        await sleep((index * 7) % 10);
        await bus.publish(publicOf(event));
      });
    await Promise.all((await Promise.all(events)).map(handle));
  },

  /** Ten messages at the same time, of which each is published again. */
  together: async () => {
    const bus = tracedPublisher({ publisher: broker().publisher, via: 'eventbridge' });
    const handle = (_: unknown, index: number) => {
      const event = created(`P${index}`) as AnyEvent;
      return deliveryScope(deliveryOf(event), () => bus.publish(publicOf(event)));
    };
    await Promise.all(Array.from({ length: 10 }, handle));
  },

  /** Messages with these headers, one after another. */
  consume: async (headers: Record<string, string>[]) => {
    for (const each of headers)
      await deliveryScope(deliveryOf(created('LATTE', each)), async () => 'applied');
  },

  unreadable: () =>
    deliveryScope(deliveryOf(undefined), () => Promise.reject(new TypeError('Not JSON'))).catch(
      () => undefined,
    ),

  long: () => {
    const long = 'x'.repeat(20_000);
    const event = { ...created(long), id: long } as AnyEvent;
    return deliveryScope(deliveryOf(event), () => Promise.reject(new RangeError(long))).catch(
      () => undefined,
    );
  },

  /** A message whose publishing fails, and one whose publishing succeeds. */
  failing: async () => {
    const bus = tracedPublisher({ publisher: broker().publisher, via: 'eventbridge' });
    const handle = (productId: string) =>
      deliveryScope(deliveryOf(created(productId)), () => bus.publish(publicOf(created(productId))));
    await Promise.allSettled([handle('BROKEN'), handle('LATTE')]);
  },

  /** Two events of one call that fails completely: both get the same error. */
  failingTogether: async () => {
    const error = new Error('The broker is unavailable.');
    const publisher = tracedPublisher({
      publisher: { publish: () => Promise.reject(error) },
      via: 'sns',
      from: 'outbox',
    });
    await Promise.allSettled([publisher.publish(created('ONE')), publisher.publish(created('TWO'))]);
  },

  log: () => {
    const line = () => {
      const fields = { productId: 'LATTE' };
      channel('product-service:log').publish(fields);
      print(fields);
    };
    line();
    return deliveryScope(deliveryOf(created('LATTE')), async () => line());
  },
};

const [name = '', input = 'null'] = process.argv.slice(2);
void programs[name]?.(JSON.parse(input) as never);
