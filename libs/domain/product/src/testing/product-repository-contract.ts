import { instantOf, type Event, type Instant } from '@product-service/events';
import { DomainError } from '../domain-error.js';
import type { Outbox } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { listedOf, viewOf } from '../product-view.js';
import { Product } from '../product.js';
import { changesOf, DETAILS, firstDetails } from './detail-values.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const flatWhite = { name: 'Flat White', price: 3.45 };

/** Contract test suite of the `ProductRepository` port. `open` returns an empty repository and its outbox. */
export const productRepositoryContract = (
  name: string,
  open: () => Promise<{ products: ProductRepository; outbox: Outbox }>,
): void => {
  describe(`${name}: product repository contract`, () => {
    let products: ProductRepository;
    let outbox: Outbox;

    beforeEach(async () => {
      ({ products, outbox } = await open());
    });

    const create = (details = flatWhite, time = at(0)) =>
      products.create(Product.create(details, time).state.id, (existing) =>
        existing
          ? { product: existing, outcome: existing.createAgain(details, time) }
          : { product: Product.create(details, time), outcome: 'created' as const },
      );
    const find = async (id: string) => {
      const product = await products.find(id);
      return product && viewOf(product.state);
    };
    const events = async () =>
      (await outbox.due(100)).backlogs.flatMap(({ entries }) => entries.map(({ event }) => event));

    it('finds a created product with its exact price', async () => {
      await create({ name: 'Espresso "è pronto"', price: 999_999_999.9999 });
      expect(await find('ESPRESSO"ÈPRONTO"')).toEqual({
        productId: 'ESPRESSO"ÈPRONTO"',
        name: 'Espresso "è pronto"',
        price: 999_999_999.9999,
        stockLevel: 0,
        pricingBrackets: [],
      });
    });

    it.each(DETAILS)('keeps the detail %s in every write and read', async (detail) => {
      const first = firstDetails();
      await create(first);
      expect((await find('FLATWHITE'))?.[detail]).toEqual(first[detail]);
      expect((await events())[0]?.data).toMatchObject({ [detail]: first[detail] });

      for (const details of changesOf(detail)) {
        const { product } = await products.update('FLATWHITE', (existing) => {
          existing.changeDetails(details, at(1));
        });
        expect((await find('FLATWHITE'))?.[detail]).toEqual(details[detail]);
        expect((await products.list({ limit: 1 })).products).toEqual([listedOf(product.state)]);
      }
      const isUpdate = (event: Event) => event.type === 'product.productUpdated';
      const last = (await events()).findLast(isUpdate) as Event<'product.productUpdated'>;
      expect(last.data.new[detail]).toEqual(changesOf(detail).at(-1)?.[detail]);
    });

    it('returns undefined for an unknown id', async () => {
      expect(await find('FLATWHITE')).toBeUndefined();
    });

    it('saves a product together with its events', async () => {
      await create();
      await products.update('FLATWHITE', (product) =>
        product.changeDetails({ name: 'Flat White', price: 4 }, at(1)),
      );
      expect(await events()).toEqual([
        {
          id: expect.any(String),
          type: 'product.productCreated',
          time: at(0),
          subject: 'FLATWHITE',
          sequence: '1',
          data: { productId: 'FLATWHITE', ...flatWhite },
          headers: expect.any(Object),
        },
        {
          id: expect.any(String),
          type: 'product.productUpdated',
          time: at(1),
          subject: 'FLATWHITE',
          sequence: '2',
          data: { productId: 'FLATWHITE', previous: flatWhite, new: { name: 'Flat White', price: 4 } },
          headers: expect.any(Object),
        },
      ]);
    });

    it('assigns a unique id to every event', async () => {
      await create();
      await create({ name: 'Long Black', price: 3 });
      await products.update('FLATWHITE', (product) => product.delete(at(2)));
      const ids = (await events()).map(({ id }) => id);
      expect(new Set(ids).size).toBe(3);
    });

    it('stores the values and the marks of all facts', async () => {
      await create();
      const mark = (eventId: string) => ({ time: '2026-01-01T00:00:05.123456789Z' as Instant, eventId });
      const brackets = [
        { quantity: 10, price: 3.1 },
        { quantity: 50, price: 0 },
      ];
      await products.update('FLATWHITE', (product) => product.applyPricing(brackets, mark('p'), at(6)));
      await products.update('FLATWHITE', (product) => product.applyStock(12.5, mark('s'), at(7)));
      const { product } = await products.update('FLATWHITE', () => undefined);
      expect(product.state).toEqual(
        expect.objectContaining({
          stockLevel: 12.5,
          priceBrackets: brackets,
          pricingAsOf: mark('p'),
          stockAsOf: mark('s'),
          version: 3,
          updatedAt: at(7),
        }),
      );
    });

    it('writes nothing if the change throws', async () => {
      await create();
      const failing = products.update('FLATWHITE', (product) => {
        product.changeDetails({ name: 'Flat White', price: 9 }, at(1));
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect((await find('FLATWHITE'))?.price).toBe(3.45);
      expect(await events()).toHaveLength(1);
    });

    it('does not update an unknown or a deleted product', async () => {
      const notFound = expect.objectContaining({ code: 'product/not-found' });
      await expect(products.update('FLATWHITE', () => undefined)).rejects.toEqual(notFound);
      await create();
      await products.update('FLATWHITE', (product) => product.delete(at(1)));
      await expect(products.update('FLATWHITE', () => undefined)).rejects.toEqual(notFound);
      await expect(products.update('FLATWHITE', () => undefined)).rejects.toBeInstanceOf(DomainError);
    });

    it('hides a deleted product, and continues its versions when it is created again', async () => {
      await create();
      await products.update('FLATWHITE', (product) => product.delete(at(1)));
      expect(await find('FLATWHITE')).toBeUndefined();
      expect((await products.list({ limit: 10 })).products).toEqual([]);

      const { product, outcome } = await create({ name: 'FLAT white', price: 5 }, at(2));
      expect(outcome).toBe('created');
      expect(product.state.version).toBe(3);
      expect(await find('FLATWHITE')).toEqual(expect.objectContaining({ name: 'FLAT white', price: 5 }));
      expect((await events()).map(({ type, sequence }) => [type, sequence])).toEqual([
        ['product.productCreated', '1'],
        ['product.productDeleted', '2'],
        ['product.productCreated', '3'],
      ]);
    });

    it('loses no concurrent update', async () => {
      await create();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () =>
          products.update('FLATWHITE', (product) =>
            product.changeDetails({ name: 'Flat White', price: product.state.price + 1 }, at(1)),
          ),
        ),
      );
      const succeeded = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect((await find('FLATWHITE'))?.price).toBeCloseTo(3.45 + succeeded, 4);
      expect((await events()).map(({ sequence }) => Number(sequence))).toEqual(
        Array.from({ length: succeeded + 1 }, (_, index) => index + 1),
      );
      expect(succeeded).toBeGreaterThan(0);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected')
          expect(outcome.reason).toMatchObject({ code: 'product/write-conflict' });
      }
    });

    it('lets one of many concurrent creations succeed; the others get already-exists', async () => {
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => create()));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
        ...Array.from({ length: 4 }, () => 'already-exists'),
        'created',
      ]);
      expect(await events()).toHaveLength(1);
    });
  });
};
