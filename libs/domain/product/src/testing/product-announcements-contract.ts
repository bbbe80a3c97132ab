import { instantOf, type Instant } from '@product-service/events';
import type { Outbox } from '../ports/outbox.js';
import { MAX_ANNOUNCED_PRODUCTS, type ProductAnnouncements } from '../ports/product-announcements.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { viewOf } from '../product-view.js';
import { Product, type ProductState } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const MARK = { time: at(9), eventId: 'fact' };

/** A UUID for each product and version. */
const idOf = (announcement: number, { version }: ProductState, index = 0): string =>
  `00000000-0000-4000-8000-${String(announcement * 10_000 + index * 100 + version).padStart(12, '0')}`;

/** Makes the events of an announcement, for products whose ids begin with a letter. */
const announcementOf =
  (announcement = 1) =>
  (state: ProductState) => ({
    id: idOf(announcement, state, Number.parseInt(state.id, 36) % 100),
    type: 'product.productAnnounced' as const,
    time: state.updatedAt,
    subject: state.id,
    sequence: String(state.version),
    data: viewOf(state),
  });

interface Opened {
  readonly products: ProductRepository;
  readonly announcements: ProductAnnouncements;
  readonly outbox: Outbox;
}

/** Contract test suite of the `ProductAnnouncements` port. `open` returns empty stores over one database. */
export const productAnnouncementsContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`${name}: product announcements contract`, () => {
    let products: ProductRepository;
    let announcements: ProductAnnouncements;
    let outbox: Outbox;

    beforeEach(async () => {
      ({ products, announcements, outbox } = await open());
    });

    const create = (id: string) =>
      products.create(id, () => ({
        product: Product.create({ name: `Name of ${id}`, price: 1 }, at(0), id),
        outcome: undefined,
      }));
    const setPrice = (id: string, price: number) =>
      products.update(id, (product) => product.patchDetails({ price }, at(price)));
    const entries = async () => {
      const { backlogs } = await outbox.due(1_000);
      return backlogs.flatMap((backlog) => backlog.entries.map(({ event }) => event));
    };
    const waiting = async () =>
      (await entries()).map(({ type, subject, sequence }) => `${type.slice(15)} ${subject} ${sequence}`);
    const drain = async () => outbox.remove((await entries()).map(({ id }) => id));

    it('saves the whole present state, with the version and time of the last change', async () => {
      await create('A');
      await setPrice('A', 2.5);
      await products.update('A', (product) => product.applyStock(-0.5, MARK, at(7)));
      await products.update('A', (product) =>
        product.applyPricing([{ quantity: 10, price: 2 }], MARK, at(8)),
      );
      await drain();
      expect(await announcements.announce(['A'], announcementOf())).toBe(1);
      expect(await entries()).toMatchObject([
        {
          type: 'product.productAnnounced',
          time: at(8),
          subject: 'A',
          sequence: '4',
          data: {
            productId: 'A',
            name: 'Name of A',
            price: 2.5,
            stockLevel: -0.5,
            pricingBrackets: [{ quantity: 10, price: 2 }],
          },
        },
      ]);
    });

    it('leaves out products that are deleted or unknown', async () => {
      await create('A');
      await create('B');
      await products.update('B', (product) => product.delete(at(1)));
      await drain();
      const ids = ['B', 'C', '\0', '\ud800', 'x'.repeat(2_000), 'A', 'A'];
      expect(await announcements.announce(ids, announcementOf())).toBe(1);
      expect(await waiting()).toEqual(['Announced A 1']);
      expect(await announcements.announce([], announcementOf())).toBe(0);
    });

    it('does not change the product', async () => {
      await create('A');
      await announcements.announce(['A'], announcementOf());
      expect((await products.find('A'))?.state).toMatchObject({ version: 1, updatedAt: at(0) });
    });

    it('is behind the change of its version and before those of higher ones', async () => {
      await create('A');
      await create('B');
      await announcements.announce(['A', 'B'], announcementOf());
      await setPrice('A', 2);
      await announcements.announce(['A'], announcementOf());
      expect(await waiting()).toEqual([
        'Created A 1',
        'Announced A 1',
        'Updated A 2',
        'Announced A 2',
        'Created B 1',
        'Announced B 1',
      ]);
    });

    it('is saved once if it is repeated, and again by another announcement', async () => {
      await create('A');
      await drain();
      for (const announcement of [1, 1, 2, 1]) {
        expect(await announcements.announce(['A'], announcementOf(announcement))).toBe(1);
      }
      expect(new Set((await entries()).map(({ id }) => id)).size).toBe(2);
      expect(await waiting()).toEqual(['Announced A 1', 'Announced A 1']);
    });

    it('saves the same event again after it was published', async () => {
      await create('A');
      await drain();
      await announcements.announce(['A'], announcementOf());
      const first = await entries();
      await drain();
      await announcements.announce(['A'], announcementOf());
      expect(await entries()).toEqual(first);
    });

    it(`announces ${MAX_ANNOUNCED_PRODUCTS} products in a call`, async () => {
      const ids = Array.from({ length: MAX_ANNOUNCED_PRODUCTS }, (_, index) =>
        (360 + index).toString(36).toUpperCase(),
      );
      for (const id of ids) await create(id);
      await drain();
      expect(await announcements.announce(ids, announcementOf())).toBe(ids.length);
      expect((await waiting()).toSorted()).toEqual(ids.map((id) => `Announced ${id} 1`).toSorted());
    });

    it('announces state and version that belong together while products change', async () => {
      await create('A');
      const change = async () => {
        for (let price = 2; price <= 20; price += 1) await setPrice('A', price);
      };
      const announce = async () => {
        for (let announcement = 1; announcement <= 10; announcement += 1)
          await announcements.announce(['A'], announcementOf(announcement));
      };
      await Promise.all([change(), announce()]);
      const announced = (await entries()).filter(({ type }) => type === 'product.productAnnounced');
      expect(announced).toHaveLength(10);
      // Each price is that of its version.
      for (const { data, sequence } of announced) expect(data).toMatchObject({ price: Number(sequence) });
    });
  });
};
