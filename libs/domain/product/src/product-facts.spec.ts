import { instantOf, type Instant } from '@product-service/events';
import fc from 'fast-check';
import { Product } from './product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const flatWhite = { name: 'Flat White', price: 3.45 };
const fresh = (): Product => Product.create(flatWhite, at(0));

describe('price brackets', () => {
  const mark = { time: at(1), eventId: 'e' };

  it('are stored in ascending order with 4 decimals, and replaced as a whole', () => {
    const product = fresh();
    product.applyPricing([{ quantity: 5, price: 1 }], mark, at(1));
    const later = { time: at(2), eventId: 'e' };
    product.applyPricing(
      [
        { quantity: 50, price: 0 },
        { quantity: 10, price: 3.1000000000000005 },
      ],
      later,
      at(2),
    );
    expect(product.state.priceBrackets).toEqual([
      { quantity: 10, price: 3.1 },
      { quantity: 50, price: 0 },
    ]);
  });

  it('may contain duplicates', () => {
    const product = fresh();
    const bracket = { quantity: 10, price: 3 };
    product.applyPricing(
      [bracket, { quantity: 5, price: 4 }, { ...bracket, price: 3.00000001 }],
      mark,
      at(1),
    );
    expect(product.state.priceBrackets).toEqual([{ quantity: 5, price: 4 }, bracket]);
  });

  it.each([
    ['a fractional quantity', [{ quantity: 1.5, price: 1 }]],
    ['a quantity of 0', [{ quantity: 0, price: 1 }]],
    ['a negative price', [{ quantity: 1, price: -0.01 }]],
    ['a price that is not a number', [{ quantity: 1, price: NaN }]],
    [
      'two prices for a quantity',
      [
        { quantity: 2, price: 1 },
        { quantity: 2, price: 3 },
      ],
    ],
    [
      'more than 1,000 brackets',
      Array.from({ length: 1001 }, (_, index) => ({ quantity: index + 1, price: 1 })),
    ],
  ])('are rejected with %s', (_, brackets) => {
    expect(() => fresh().applyPricing(brackets, mark, at(1))).toThrow(
      expect.objectContaining({ code: 'product/invalid-price-brackets' }),
    );
  });
});

describe('facts', () => {
  it('with a stock level that is not a number are rejected', () => {
    expect(() => fresh().applyStock(NaN, { time: at(1), eventId: 'e' }, at(1))).toThrow(
      expect.objectContaining({ code: 'product/invalid-stock-level' }),
    );
  });

  it('give the same state in any order and with any repeats', () => {
    const facts = fc.array(
      fc.record({ second: fc.integer({ min: 1, max: 5 }), eventId: fc.constantFrom('a', 'b', 'c', 'd') }),
      { minLength: 1, maxLength: 8 },
    );
    const withRepeats = facts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(withRepeats, ([inOrder, shuffled]) => {
        const [one, other] = [inOrder, shuffled].map((sequence) => {
          const product = fresh();
          for (const { second, eventId } of sequence) {
            const mark = { time: at(second), eventId };
            const level = second * 10 + eventId.charCodeAt(0);
            product.applyStock(level, mark, at(second));
            product.applyPricing([{ quantity: level, price: 1 }], mark, at(second));
          }
          const { stockLevel, priceBrackets, stockAsOf, pricingAsOf } = product.state;
          return { stockLevel, priceBrackets, stockAsOf, pricingAsOf };
        });
        expect(one).toEqual(other);
      }),
    );
  });
});

describe('facts about a product that was deleted and created again', () => {
  it('apply if they are newer than the deletion, even if older than the new product', () => {
    const product = fresh();
    product.delete(at(2));
    product.createAgain(flatWhite, at(5));
    const between = { time: at(3), eventId: 'e' };
    expect(product.applyStock(9, between, at(6))).toBe('applied');
    expect(product.applyPricing([{ quantity: 5, price: 1 }], between, at(6))).toBe('applied');
  });

  it('stay in order if the clock of their producer is ahead', () => {
    const product = fresh();
    product.applyStock(7, { time: at(9), eventId: 'e' }, at(1));
    product.delete(at(2));
    product.createAgain(flatWhite, at(3));
    expect(product.applyStock(6, { time: at(8), eventId: 'older' }, at(4))).toBe('outdated');
    expect(product.applyStock(5, { time: at(11), eventId: 'newer' }, at(4))).toBe('applied');
  });
});
