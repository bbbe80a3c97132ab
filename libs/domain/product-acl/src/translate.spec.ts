import { instantOf, type Event } from '@product-service/events';
import { translatePricingCalculated, translateStockUpdated } from './translate.js';

/** Far in the future: translation must not change the time. */
const time = instantOf(new Date('2126-11-22T09:29:59Z'));
const context = { deriveId: (cause: string, type: string) => `${cause}/${type}` };

const stockUpdated: Event<'inventory.stockUpdated.v1'> = {
  id: 'incoming',
  type: 'inventory.stockUpdated.v1',
  time,
  data: { productId: 'LATTE', newStockLevel: 2.5, previousStockLevel: 3 },
  headers: { traceparent: 'theirs' },
};

it('translates a stock level', () => {
  expect(translateStockUpdated(context)(stockUpdated)).toEqual({
    id: 'incoming/product.stockUpdated',
    type: 'product.stockUpdated',
    time,
    subject: 'LATTE',
    data: { productId: 'LATTE', stockLevel: 2.5 },
    headers: {},
  });
});

it('translates price brackets', () => {
  const priceBrackets = [{ quantity: 10, price: 3.1 }];
  expect(
    translatePricingCalculated(context)({
      ...stockUpdated,
      type: 'pricing.pricingCalculated.v1',
      data: { productId: 'LATTE', priceBrackets },
    }),
  ).toEqual({
    id: 'incoming/product.pricingChanged',
    type: 'product.pricingChanged',
    time,
    subject: 'LATTE',
    data: { productId: 'LATTE', priceBrackets },
    headers: {},
  });
});
