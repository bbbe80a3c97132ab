import { instantOf } from '@product-service/events';
import { createProduct, handlePricingChanged, handleStockUpdated } from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';

/** The time of all changes, and of all requests. */
export const NOW = instantOf(new Date('2026-11-22T09:30:00Z'));

/** The products that the examples of the document refer to, now and in past releases: add to them, change none. */
export const exampleCatalogue = async (): Promise<InMemoryDatabase> => {
  const products = new InMemoryDatabase();
  const use = { products, now: () => NOW };
  await createProduct(use)({ name: 'Espresso', price: 2.2 });
  await createProduct(use)({ name: 'Flat White', price: 3.45 });
  const fact = { time: NOW, headers: {} };
  const productId = 'FLATWHITE';
  await handleStockUpdated(use)({
    ...fact,
    id: 'stock-1',
    type: 'product.stockUpdated',
    data: { productId, stockLevel: 12 },
  });
  const priceBrackets = [
    { quantity: 5, price: 3.3 },
    { quantity: 10, price: 3.1 },
  ];
  await handlePricingChanged(use)({
    ...fact,
    id: 'pricing-1',
    type: 'product.pricingChanged',
    data: { productId, priceBrackets },
  });
  return products;
};
