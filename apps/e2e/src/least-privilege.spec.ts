import { pricingCalculated, stockUpdated } from './facts.js';
import { EVENTS_PER_CHANGE, Inbox, type BusEvent } from './inbox.js';
import { Service } from './service.js';

describe.each([
  ['a stand-alone environment', 'local'],
  ['an integrated environment, which uses the shared bus', 'dev'],
])('in %s', (_, env) => {
  let service: Service;
  let bus: Inbox<BusEvent>;
  beforeAll(async () => {
    service = await Service.start({ env });
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await bus?.close();
    await service?.stop();
  });

  it('the granted permissions are enough for all that the service does', async () => {
    await service.create('Flat White', 3);
    await Promise.all([stockUpdated(service), pricingCalculated(service)]);
    const product = { stockLevel: 5, pricingBrackets: [{ quantity: 10, price: 3 }] };
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      const { data } = (await service.get('FLATWHITE')).body as { data: typeof product };
      if (data.stockLevel > 0 && data.pricingBrackets.length > 0) break;
    }
    expect((await service.get('FLATWHITE')).body.data).toMatchObject(product);
    await service.update('FLATWHITE', 'Flat White', 4);
    const key = { 'idempotency-key': 'one' };
    await service.request('PATCH', '/product/FLATWHITE', { price: 5 }, key);
    const item = { action: 'create', product: { name: 'Latte', price: 1 } };
    await service.request('POST', '/product/batch', { items: [item] }, key);
    await service.delete('FLATWHITE');
    await bus.until((events) => events.length === 5 * EVENTS_PER_CHANGE, 20);
    const problems = ['denied', 'log', 'warning'];
    expect(service.local.lines.filter(({ event }) => problems.includes(String(event)))).toEqual([]);
  }, 60_000);
});
