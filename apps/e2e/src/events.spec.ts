import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Inbox, type BusEvent, type Envelope } from './inbox.js';
import { Service } from './service.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The contract's section Messages: what goes out, and what comes in. */
describe('events', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    // Queues make failed messages visible again after minutes; here after seconds.
    service = await Service.start({ speed: 60 });
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
    await service.create('Warm Up');
    await bus.until((events) => events.length === 1, 30);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  const about = (productId: string) => ({
    topics: (events: Envelope[]) => events.filter(({ data }) => data.productId === productId),
    bus: (events: BusEvent[]) => events.filter(({ detail }) => detail.data.productId === productId),
  });
  const expectEnvelope = (envelope: Envelope, type: string, data: object, sequence?: string) => {
    expect(envelope).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(UUID),
      type,
      source: 'local.products',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z$/),
      subject: 'FLATWHITE',
      ...(sequence && { sequence }),
      traceparent: expect.stringMatching(TRACEPARENT),
      _datadog: { traceparent: envelope.traceparent, 'dd-pathway-ctx-base64': expect.any(String) },
      data: { productId: 'FLATWHITE', ...data },
    });
  };

  it('tell of every change of a product, first inside, then to everyone', async () => {
    await service.create('Flat White', 3.45);
    await service.update('FLATWHITE', 'Flat Black', 4);
    await service.update('FLATWHITE', 'Flat Black', 4);
    await service.delete('FLATWHITE');
    await service.delete('FLATWHITE');

    const inside = about('FLATWHITE').topics(
      await topics.until((all) => about('FLATWHITE').topics(all).length >= 3),
    );
    const [created, updated, deleted] = ['Created', 'Updated', 'Deleted'].map((verb) =>
      inside.find(({ type }) => type === `product.product${verb}`)!,
    ) as [Envelope, Envelope, Envelope];
    expect(inside).toHaveLength(3);
    expectEnvelope(created, 'product.productCreated', { name: 'Flat White', price: 3.45 }, '1');
    const change = { previous: { name: 'Flat White', price: 3.45 }, new: { name: 'Flat Black', price: 4 } };
    expectEnvelope(updated, 'product.productUpdated', change, '2');
    expectEnvelope(deleted, 'product.productDeleted', {}, '3');

    const outside = about('FLATWHITE').bus(await bus.until((all) => about('FLATWHITE').bus(all).length >= 3));
    expect(outside).toHaveLength(3);
    for (const [verb, cause, sequence] of [
      ['Created', created, '1'],
      ['Updated', updated, '2'],
      ['Deleted', deleted, '3'],
    ] as const) {
      const event = outside.find(({ detail }) => detail.type === `product.product${verb}.v1`)!;
      expect(event).toMatchObject({ 'detail-type': `product.product${verb}.v1`, source: 'local.products' });
      expectEnvelope(event.detail, `product.product${verb}.v1`, {}, sequence);
      expect(event.detail.time).toBe(cause.time);
      expect(event.detail.id).not.toBe(cause.id);
    }
  });

  const put = async (type: string, source: string, detail: object) => {
    const EventBusName = await service.parameter('/local/ProductService/event-bus-name');
    const Entries = [{ EventBusName, Source: source, DetailType: type, Detail: JSON.stringify(detail) }];
    const { FailedEntryCount } = await service.eventBridge.send(new PutEventsCommand({ Entries }));
    expect(FailedEntryCount).toBe(0);
  };
  const product = async (id: string) =>
    (await service.get(id)).body.data as { stockLevel: number; pricingBrackets: unknown[] };
  const eventually = async (check: () => Promise<void>, seconds = 10) => {
    for (const deadline = Date.now() + seconds * 1000; ;) {
      try {
        return await check();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };

  it('of pricing and inventory end up in the product, newest last whatever their order', async () => {
    await service.create('Cortado');
    const stock = (time: string, newStockLevel: number) =>
      put('inventory.stockUpdated.v1', 'local.inventory', {
        specversion: '1.0',
        id: `stock-${newStockLevel}`,
        source: 'anything',
        time,
        data: { productId: 'CORTADO', newStockLevel, previousStockLevel: 0 },
      });
    await stock('2026-01-01T00:00:02Z', 12.5);
    await eventually(async () => expect((await product('CORTADO')).stockLevel).toBe(12.5));
    await stock('2026-01-01T00:00:01Z', 99);
    await put('pricing.pricingCalculated.v1', 'local.pricing', {
      data: {
        productId: 'CORTADO',
        priceBrackets: [
          { quantity: 50, price: 0 },
          { quantity: 10, price: 3.1 },
        ],
      },
      traceparent: null,
      _datadog: null,
    });
    const pricingBrackets = [
      { quantity: 10, price: 3.1 },
      { quantity: 50, price: 0 },
    ];
    await eventually(async () => expect((await product('CORTADO')).pricingBrackets).toEqual(pricingBrackets));

    const facts = about('CORTADO').topics(
      await topics.until(
        (all) =>
          about('CORTADO')
            .topics(all)
            .filter(({ type }) => !/Created/.test(type)).length === 3,
      ),
    );
    expect(facts).toContainEqual(
      expect.objectContaining({
        type: 'product.stockUpdated',
        // Sent long after that second, it is at its end.
        time: '2026-01-01T00:00:02.999999999Z',
        data: { productId: 'CORTADO', stockLevel: 12.5 },
      }),
    );
    expect(facts).toContainEqual(
      expect.objectContaining({
        type: 'product.pricingChanged',
        data: { productId: 'CORTADO', priceBrackets: expect.arrayContaining(pricingBrackets) },
      }),
    );
    expect(await product('CORTADO')).toMatchObject({ stockLevel: 12.5, pricingBrackets });
  });

  it('may look as those of every sibling do', async () => {
    await service.create('Macchiato');
    const stock = (envelope: object, data: object) =>
      put('inventory.stockUpdated.v1', 'local.inventory', {
        ...envelope,
        data: { productId: 'MACCHIATO', ...data },
      });
    const level = (expected: number) =>
      eventually(async () => expect((await product('MACCHIATO')).stockLevel).toBe(expected));
    await stock({ id: '\ud800', time: '2026-01-01T00:00:01.5' }, { newStockLevel: 3 });
    await level(3);
    await stock({ id: 'x'.repeat(10_000), time: '2026-01-01T01:00:01.6+0100' }, { NewStockLevel: 4 });
    await level(4);
    await stock({ id: 5, time: '2026-01-01 00:00:01.7' }, {});
    await level(0);
    await stock({ time: '2026-02-30T00:00:00Z' }, { newStockLevel: -6 });
    await level(-6);
    const bracket = { quantity: 10, price: 3 };
    await put('pricing.pricingCalculated.v1', 'local.pricing', {
      data: { productId: 'MACCHIATO', priceBrackets: [bracket, bracket] },
    });
    await eventually(async () => expect((await product('MACCHIATO')).pricingBrackets).toEqual([bracket]));
    await put('pricing.pricingCalculated.v1', 'local.pricing', { data: { productId: 'MACCHIATO' } });
    await eventually(async () => expect((await product('MACCHIATO')).pricingBrackets).toEqual([]));
  });

  it('that cannot be read end in the dead-letter queue, and their neighbours are handled', async () => {
    await service.create('Ristretto');
    await put('inventory.stockUpdated.v1', 'local.inventory', {
      data: { productId: 'RISTRETTO', newStockLevel: 'many' },
    });
    await put('inventory.stockUpdated.v1', 'local.inventory', {
      data: { productId: 'RISTRETTO', newStockLevel: 5 },
    });
    await eventually(async () => expect((await product('RISTRETTO')).stockLevel).toBe(5));

    const { QueueUrls = [] } = await service.sqs.send(new ListQueuesCommand({}));
    const deadLetters = QueueUrls.filter((url) => /stock/i.test(url) && /dead|dlq/i.test(url));
    await eventually(async () => {
      const bodies = await Promise.all(
        deadLetters.map(
          async (QueueUrl) =>
            (
              await service.sqs.send(
                new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageAttributeNames: ['All'] }),
              )
            ).Messages ?? [],
        ),
      );
      expect(bodies.flat()).toEqual([
        expect.objectContaining({
          Body: expect.stringContaining('many'),
          MessageAttributes: expect.objectContaining({
            ERROR_CODE: expect.objectContaining({ StringValue: 'UnreadableEventError' }),
            ERROR_MESSAGE: expect.objectContaining({ StringValue: expect.stringContaining('newStockLevel') }),
            RECEIVE_COUNT: expect.objectContaining({ StringValue: '1' }),
          }),
        }),
      ]);
    });
  });

  it('about products that nobody knows are done with at once', async () => {
    const runs = () =>
      service.local.lines.filter((line) => line['function'] === 'ProductService-HandleStockUpdated-local');
    const before = runs().length;
    await put('inventory.stockUpdated.v1', 'local.inventory', {
      data: { productId: 'NOSUCH', newStockLevel: 5 },
    });
    await eventually(async () => expect(runs()).toHaveLength(before + 1));
    // Longer than a message that goes back stays away at this speed.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(runs()).toHaveLength(before + 1);
    expect(runs().at(-1)).toMatchObject({ ok: true });
  });

  it('go on with the versions when a product is deleted and created again, without the old facts', async () => {
    await service.create('Lungo Uno');
    await service.delete('LUNGOUNO');
    const deletedAt = new Date(Date.now() - 1).toISOString();
    await service.create('lungo uno', 2);
    const events = about('LUNGOUNO').bus(await bus.until((all) => about('LUNGOUNO').bus(all).length === 3));
    expect(events.map(({ detail }) => `${detail.type} ${detail.sequence}`).sort()).toEqual([
      'product.productCreated.v1 1',
      'product.productCreated.v1 3',
      'product.productDeleted.v1 2',
    ]);
    const earlier = new Date(Date.parse(deletedAt) - 60_000).toISOString();
    await put('inventory.stockUpdated.v1', 'local.inventory', {
      time: earlier,
      data: { productId: 'LUNGOUNO', newStockLevel: 77 },
    });
    await put('inventory.stockUpdated.v1', 'local.inventory', {
      data: { productId: 'LUNGOUNO', newStockLevel: 5 },
    });
    await eventually(async () => expect((await product('LUNGOUNO')).stockLevel).toBe(5));
  });
});
