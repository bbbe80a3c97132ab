import { eventValidator } from '@product-service/asyncapi-document/testing';
import { eventually, sleep } from './eventually.js';
import { EVENTS_PER_CHANGE, Inbox, type BusEvent, type Envelope } from './inbox.js';
import { created, productOf } from './products.js';
import { Service } from './service.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The contract's section Messages. */
describe('events', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    // Failed messages become visible again after minutes. At this speed it takes seconds.
    service = await Service.start({ speed: 60 });
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
    await service.create('Warm Up');
    await bus.until((events) => events.length === EVENTS_PER_CHANGE, 30);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  const about = (productId: string) => ({
    topics: (events: Envelope[]) => events.filter(({ data }) => data.productId === productId),
    bus: (events: BusEvent[]) => events.filter(({ detail }) => detail.data.productId === productId),
  });
  const problemsOf = eventValidator();
  const expectEnvelope = (envelope: Envelope, type: string, data: object, sequence: string) => {
    const version = type.endsWith('.v2') ? '2.0' : '1.0';
    const pathway = expect.any(String);
    expect(envelope).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(UUID),
      type,
      source: 'local.products',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z$/),
      subject: 'FLATWHITE',
      sequence,
      dataschema: `urn:product-service:schema:${type}:${version}`,
      dataversion: version,
      traceparent: expect.stringMatching(TRACEPARENT),
      ...(type.endsWith('.v2')
        ? { tracestate: expect.stringMatching(/^dd=/), ddpathwayctx: pathway }
        : { _datadog: { traceparent: envelope.traceparent, 'dd-pathway-ctx-base64': pathway } }),
      data: { productId: 'FLATWHITE', ...data },
    });
    expect(problemsOf(envelope)).toEqual([]);
  };

  it('are published for each change of a product, first privately, then publicly in both versions', async () => {
    await service.create('Flat White', 3.45);
    await service.update('FLATWHITE', 'Flat Black', 4);
    await service.update('FLATWHITE', 'Flat Black', 4);
    await service.delete('FLATWHITE');
    await service.delete('FLATWHITE');

    const privateEvents = about('FLATWHITE').topics(
      await topics.until((all) => about('FLATWHITE').topics(all).length >= 3),
    );
    const [created, updated, deleted] = ['Created', 'Updated', 'Deleted'].map((verb) =>
      privateEvents.find(({ type }) => type === `product.product${verb}`)!,
    ) as [Envelope, Envelope, Envelope];
    expect(privateEvents).toHaveLength(3);
    expectEnvelope(created, 'product.productCreated', { name: 'Flat White', price: 3.45 }, '1');
    const change = { previous: { name: 'Flat White', price: 3.45 }, new: { name: 'Flat Black', price: 4 } };
    expectEnvelope(updated, 'product.productUpdated', change, '2');
    expectEnvelope(deleted, 'product.productDeleted', {}, '3');

    const publicEvents = about('FLATWHITE').bus(
      await bus.until((all) => about('FLATWHITE').bus(all).length >= 6),
    );
    expect(publicEvents).toHaveLength(6);
    for (const [verb, cause, sequence, details] of [
      ['Created', created, '1', { name: 'Flat White', price: 3.45 }],
      ['Updated', updated, '2', { name: 'Flat Black', price: 4 }],
      ['Deleted', deleted, '3', {}],
    ] as const) {
      const [v1, v2] = [`product.product${verb}.v1`, `product.product${verb}.v2`].map((type) => {
        const event = publicEvents.find(({ detail }) => detail.type === type)!;
        expect(event).toMatchObject({ 'detail-type': type, source: 'local.products' });
        return event.detail;
      }) as [Envelope, Envelope];
      expectEnvelope(v1, `product.product${verb}.v1`, {}, sequence);
      expectEnvelope(v2, `product.product${verb}.v2`, { ...details, version: Number(sequence) }, sequence);
      expect([v1.time, v2.time]).toEqual([cause.time, cause.time]);
      expect(new Set([cause.id, v1.id, v2.id]).size).toBe(3);
    }
  });

  const putStock = (data: object, envelope: object = {}) =>
    service.putEvent('inventory', 'inventory.stockUpdated.v1', { ...envelope, data });
  const putPrices = (data: object, envelope: object = {}) =>
    service.putEvent('pricing', 'pricing.pricingCalculated.v1', { ...envelope, data });
  const product = (id: string) => productOf(service, id);
  const untilStockIs = (productId: string, level: number) =>
    eventually(async () => expect((await product(productId)).stockLevel).toBe(level));
  const untilBracketsAre = (productId: string, brackets: object[]) =>
    eventually(async () => expect((await product(productId)).pricingBrackets).toEqual(brackets));

  it('of pricing and inventory change the product; the newest wins, whatever their order', async () => {
    await created(service, 'Cortado');
    const stock = (time: string, newStockLevel: number) =>
      putStock(
        { productId: 'CORTADO', newStockLevel, previousStockLevel: 0 },
        { specversion: '1.0', id: `stock-${newStockLevel}`, source: 'anything', time },
      );
    await stock('2026-01-01T00:00:02Z', 12.5);
    await untilStockIs('CORTADO', 12.5);
    await stock('2026-01-01T00:00:01Z', 99);
    const ascending = [
      { quantity: 10, price: 3.1 },
      { quantity: 50, price: 0 },
    ];
    const priceBrackets = ascending.toReversed();
    await putPrices({ productId: 'CORTADO', priceBrackets }, { traceparent: null, _datadog: null });
    await untilBracketsAre('CORTADO', ascending);

    const privateFacts = (all: Envelope[]) =>
      about('CORTADO')
        .topics(all)
        .filter(({ type }) => type !== 'product.productCreated');
    const facts = privateFacts(await topics.until((all) => privateFacts(all).length === 3));
    expect(facts).toContainEqual(
      expect.objectContaining({
        type: 'product.stockUpdated',
        // Whole seconds, and sent long after that second: the last instant of it.
        time: '2026-01-01T00:00:02.999999999Z',
        data: { productId: 'CORTADO', stockLevel: 12.5 },
      }),
    );
    expect(facts).toContainEqual(
      expect.objectContaining({
        type: 'product.pricingChanged',
        data: { productId: 'CORTADO', priceBrackets: expect.arrayContaining(ascending) },
      }),
    );
    expect(facts.flatMap(problemsOf)).toEqual([]);
    expect(await product('CORTADO')).toMatchObject({ stockLevel: 12.5, pricingBrackets: ascending });
  });

  it('are understood in the forms that the other services write', async () => {
    const productId = 'MACCHIATO';
    await created(service, 'Macchiato');
    await putStock({ productId, newStockLevel: 3 }, { id: '\ud800', time: '2026-01-01T00:00:01.5' });
    await untilStockIs(productId, 3);
    const longId = 'x'.repeat(10_000);
    await putStock({ productId, NewStockLevel: 4 }, { id: longId, time: '2026-01-01T01:00:01.6+0100' });
    await untilStockIs(productId, 4);
    await putStock({ productId }, { id: 5, time: '2026-01-01 00:00:01.7' });
    await untilStockIs(productId, 0);
    await putStock({ productId, newStockLevel: -6 }, { time: '2026-02-30T00:00:00Z' });
    await untilStockIs(productId, -6);
    const bracket = { quantity: 10, price: 3 };
    await putPrices({ productId, priceBrackets: [bracket, bracket] });
    await untilBracketsAre(productId, [bracket]);
    await putPrices({ productId });
    await untilBracketsAre(productId, []);
  });

  it('that cannot be read go to the dead-letter queue; the others are handled', async () => {
    await created(service, 'Ristretto');
    await putStock({ productId: 'RISTRETTO', newStockLevel: 'many' });
    await putStock({ productId: 'RISTRETTO', newStockLevel: 5 });
    await untilStockIs('RISTRETTO', 5);

    await eventually(async () => {
      expect(await service.deadLetters(/stock/i)).toEqual([
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

  it('about unknown products are handled once, without an error', async () => {
    const runs = () =>
      service.local.lines.filter((line) => line['function'] === 'ProductService-HandleStockUpdated-local');
    const before = runs().length;
    await putStock({ productId: 'NOSUCH', newStockLevel: 5 });
    await eventually(() => expect(runs()).toHaveLength(before + 1));
    // At this speed, a returned message would be visible again within this time.
    await sleep(4_000);
    expect(runs()).toHaveLength(before + 1);
    expect(runs().at(-1)).toMatchObject({ ok: true });
  });

  it('continue the versions when a product is deleted and created again, and old facts are ignored', async () => {
    await created(service, 'Lungo Uno');
    await service.delete('LUNGOUNO');
    const deletedAt = new Date(Date.now() - 1).toISOString();
    await service.create('lungo uno', 2);
    const events = about('LUNGOUNO').bus(await bus.until((all) => about('LUNGOUNO').bus(all).length === 6));
    expect(events.map(({ detail }) => `${detail.type} ${detail.sequence}`).sort()).toEqual([
      'product.productCreated.v1 1',
      'product.productCreated.v1 3',
      'product.productCreated.v2 1',
      'product.productCreated.v2 3',
      'product.productDeleted.v1 2',
      'product.productDeleted.v2 2',
    ]);
    const earlier = new Date(Date.parse(deletedAt) - 60_000).toISOString();
    await putStock({ productId: 'LUNGOUNO', newStockLevel: 77 }, { time: earlier });
    await putStock({ productId: 'LUNGOUNO', newStockLevel: 5 });
    await untilStockIs('LUNGOUNO', 5);
  });
});
