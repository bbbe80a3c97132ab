import { eventually } from '../eventually.js';
import { Inbox, type BusEvent } from '../inbox.js';
import { idOf, named } from '../names.js';
import { Service } from '../service.js';

/** A deployed relay may wait for its schedule, which runs each minute. */
const SECONDS = 90;

/** What other teams rely on, of a service in any place: its public events, and the events that it understands. */
describe('public events', () => {
  let service: Service;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    service = await Service.start();
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await bus?.close();
    await service?.stop();
  });

  const eventsOf = async (productId: string, count: number): Promise<BusEvent[]> => {
    const about = (events: BusEvent[]) =>
      events.filter(({ detail }) => detail.data.productId === productId && detail.type.endsWith('.v1'));
    const all = about(await bus.until((events) => about(events).length >= count, SECONDS));
    // A repeat has the same id.
    return [...new Map(all.map((event) => [event.detail.id, event])).values()];
  };

  it(
    'follow a product from its creation to its deletion',
    async () => {
      const id = idOf('Flat White');
      await service.create(named('Flat White'));
      await service.update(id, named('Flat Black'), 4);
      await service.delete(id);
      const events = await eventsOf(id, 3);
      const inOrder = events.toSorted((a, b) => Number(a.detail.sequence) - Number(b.detail.sequence));
      const source = `${service.target.env}.products`;
      expect(inOrder).toMatchObject(
        ['Created', 'Updated', 'Deleted'].map((verb) => {
          const type = `product.product${verb}.v1`;
          const data = { productId: id };
          return {
            source,
            'detail-type': type,
            detail: { specversion: '1.0', type, source, subject: id, data },
          };
        }),
      );
      for (const { detail } of events) {
        expect(detail.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
        expect(detail._datadog).toMatchObject({ 'dd-pathway-ctx-base64': expect.any(String) });
      }
    },
    SECONDS * 1000,
  );

  it(
    'of inventory and pricing change the product',
    async () => {
      const productId = idOf('Cortado');
      await service.create(named('Cortado'));
      const priceBrackets = [{ quantity: 10, price: 3.1 }];
      await service.putEvent('inventory', 'inventory.stockUpdated.v1', {
        data: { productId, newStockLevel: 12 },
      });
      await service.putEvent('pricing', 'pricing.pricingCalculated.v1', {
        data: { productId, priceBrackets },
      });
      await eventually(async () => {
        const { body } = await service.get(productId);
        expect(body.data).toMatchObject({ stockLevel: 12, pricingBrackets: priceBrackets });
      }, SECONDS);
    },
    SECONDS * 1000,
  );
});
