import { compareInstants, instantOf, type Instant } from '@product-service/events';
import fc from 'fast-check';
import { Product } from './product.js';
import { changesOf, DETAILS, firstDetails } from './testing/detail-values.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const flatWhite = { name: 'Flat White', price: 3.45 };
const fresh = (): Product => {
  const product = Product.create(flatWhite, at(0));
  product.pullEvents();
  return product;
};

describe('creating a product', () => {
  it('derives the id and records productCreated', () => {
    const product = Product.create(flatWhite, at(0));
    expect(product.state).toMatchObject({
      id: 'FLATWHITE',
      ...flatWhite,
      stockLevel: 0,
      priceBrackets: [],
      version: 1,
    });
    expect(product.pullEvents()).toEqual([
      {
        type: 'product.productCreated',
        time: at(0),
        subject: 'FLATWHITE',
        sequence: '1',
        data: { productId: 'FLATWHITE', ...flatWhite },
      },
    ]);
    expect(product.pullEvents()).toEqual([]);
  });

  it('normalises the name and rejects an invalid one', () => {
    expect(Product.create({ name: ' Cafe\u0301  Noir ', price: 1 }, at(0)).state).toMatchObject({
      id: 'CAFÉNOIR',
      name: 'Café Noir',
    });
    expect(() => Product.create({ name: 'abc', price: 1 }, at(0))).toThrow('name must be longer');
  });

  it('treats names as equal that are equal once normalised', () => {
    const product = Product.create({ name: 'Flat White ', price: 1 }, at(0));
    expect(product.createAgain({ name: ' Flat\u00a0White', price: 1 }, at(1))).toBe('already-exists');
    expect(product.changeDetails({ name: 'Flat  White', price: 1 }, at(1))).toBe('unchanged');
    // A name that was stored before these rules.
    const older = Product.restore({ ...product.state, name: 'Flat White ' });
    expect(older.createAgain({ name: 'Flat White', price: 1 }, at(1))).toBe('already-exists');
    expect(older.changeDetails({ name: 'Flat White ', price: 1 }, at(1))).toBe('updated');
    expect(older.state.name).toBe('Flat White');
  });

  it.each([0, -1, NaN, Infinity, 1.00001, 1e-7, 1_000_000_000.0001, 1e300])(
    'rejects the price %d',
    (price) => {
      expect(() => Product.create({ name: 'Latte', price }, at(0))).toThrow(
        expect.objectContaining({
          code: 'product/invalid-price',
          message: expect.stringMatching(/^price must/),
        }),
      );
    },
  );

  it('accepts every price with up to 4 decimals up to the maximum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 * 10_000 }), (units) => {
        const price = Number(`${Math.trunc(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`);
        expect(Product.create({ name: 'Latte', price }, at(0)).state.price).toBe(price);
      }),
    );
  });
});

describe('creating a product whose id exists', () => {
  it('changes nothing if all details are equal', () => {
    const product = fresh();
    expect(product.createAgain(flatWhite, at(1))).toBe('already-exists');
    expect(product.state.version).toBe(1);
    expect(product.pullEvents()).toEqual([]);
  });

  it.each([
    { ...flatWhite, price: 4 },
    { ...flatWhite, name: 'FLAT WHITE' },
  ])('is rejected with other details', (details) => {
    expect(() => fresh().createAgain(details, at(1))).toThrow(
      expect.objectContaining({ code: 'product/already-exists' }),
    );
  });
});

describe('changing details', () => {
  it('keeps the id, increments the version and records old and new details', () => {
    const product = fresh();
    expect(product.changeDetails({ name: 'Flat Black', price: 3 }, at(1))).toBe('updated');
    expect(product.state).toMatchObject({
      id: 'FLATWHITE',
      name: 'Flat Black',
      price: 3,
      version: 2,
      updatedAt: at(1),
    });
    expect(product.pullEvents()).toEqual([
      expect.objectContaining({
        type: 'product.productUpdated',
        sequence: '2',
        data: { productId: 'FLATWHITE', previous: flatWhite, new: { name: 'Flat Black', price: 3 } },
      }),
    ]);
  });

  it.each(DETAILS)('detects a change of the detail %s and records both values', (detail) => {
    const product = Product.create(firstDetails(), at(0));
    let previous = firstDetails();
    for (const details of changesOf(detail)) {
      product.pullEvents();
      expect(() => product.createAgain(details, at(1))).toThrow(
        expect.objectContaining({ code: 'product/already-exists' }),
      );
      expect(product.changeDetails(details, at(1))).toBe('updated');
      expect(product.changeDetails(structuredClone(details), at(1))).toBe('unchanged');
      expect(product.createAgain(structuredClone(details), at(1))).toBe('already-exists');
      expect(product.pullEvents()).toContainEqual(
        expect.objectContaining({ data: expect.objectContaining({ previous, new: details }) }),
      );
      previous = details;
    }
  });

  it('does nothing if the details are equal', () => {
    const product = fresh();
    expect(product.changeDetails(flatWhite, at(1))).toBe('unchanged');
    expect(product.state).toMatchObject({ version: 1, updatedAt: at(0) });
    expect(product.pullEvents()).toEqual([]);
  });

  it('increases updatedAt even if the clock goes back', () => {
    const product = Product.create(flatWhite, at(10));
    product.changeDetails({ ...flatWhite, price: 4 }, at(5));
    expect(product.state.updatedAt).toBe('2026-01-01T00:00:10.001Z');
  });
});

describe('deleting a product', () => {
  it('leaves a tombstone and records productDeleted', () => {
    const product = fresh();
    product.delete(at(1));
    expect(product.isDeleted).toBe(true);
    expect(product.pullEvents()).toEqual([
      expect.objectContaining({
        type: 'product.productDeleted',
        sequence: '2',
        data: { productId: 'FLATWHITE' },
      }),
    ]);
  });

  it('makes every further change fail', () => {
    const product = fresh();
    product.delete(at(1));
    const notFound = expect.objectContaining({ code: 'product/not-found' });
    const mark = { time: at(2), eventId: 'e' };
    expect(() => product.delete(at(2))).toThrow(notFound);
    expect(() => product.changeDetails(flatWhite, at(2))).toThrow(notFound);
    expect(() => product.applyPricing([], mark, at(2))).toThrow(notFound);
    expect(() => product.applyStock(1, mark, at(2))).toThrow(notFound);
  });

  it('lets a new product with the same id continue the versions, without the old facts', () => {
    const product = fresh();
    product.applyStock(7, { time: at(1), eventId: 'e' }, at(1));
    product.applyPricing([{ quantity: 1, price: 2 }], { time: at(1), eventId: 'e' }, at(1));
    product.delete(at(5));
    expect(product.createAgain({ name: 'flat white', price: 1 }, at(6))).toBe('created');
    expect(product.state).toMatchObject({ name: 'flat white', stockLevel: 0, priceBrackets: [], version: 5 });
    expect(product.applyStock(9, { time: at(4), eventId: 'before the deletion' }, at(7))).toBe('outdated');
    expect(product.applyPricing([], { time: at(5), eventId: '' }, at(7))).toBe('outdated');
    expect(product.applyStock(9, { time: at(6), eventId: 'after' }, at(7))).toBe('applied');
  });
});

it('increases version and time with every change, whatever the clock does', () => {
  const step = fc.record({
    second: fc.integer({ min: 0, max: 20 }),
    action: fc.constantFrom('create', 'rename', 'price', 'stock', 'delete'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const product = fresh();
      steps.forEach(({ second, action }, index) => {
        const before = product.state;
        const now = at(second);
        const mark = { time: at(second), eventId: String(index) };
        try {
          if (action === 'create') product.createAgain(flatWhite, now);
          if (action === 'rename') product.changeDetails({ name: `Flat White ${index % 3}`, price: 1 }, now);
          if (action === 'price') product.applyPricing([], mark, now);
          if (action === 'stock') product.applyStock(index, mark, now);
          if (action === 'delete') product.delete(now);
        } catch {
          expect(product.state).toBe(before);
        }
        if (product.state === before) return;
        expect(product.state.version).toBe(before.version + 1);
        expect(compareInstants(product.state.updatedAt, before.updatedAt)).toBe(1);
      });
      const sequences = product.pullEvents().map(({ sequence }) => Number(sequence));
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    }),
  );
});
