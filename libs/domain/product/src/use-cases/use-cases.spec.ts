import { instantOf, type Event } from '@product-service/events';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { createProduct } from './create-product.js';
import { deleteProduct } from './delete-product.js';
import { getProduct } from './get-product.js';
import { handlePricingChanged, handleStockUpdated } from './handle-facts.js';
import { listProducts, MAX_LISTED_PRODUCTS } from './list-products.js';
import { updateProduct } from './update-product.js';

const time = instantOf(new Date('2026-11-22T09:30:00Z'));
const flatWhite = { name: 'Flat White', price: 3.45 };
const view = { productId: 'FLATWHITE', ...flatWhite, stockLevel: 0, pricingBrackets: [] };
const notFound = expect.objectContaining({ code: 'product/not-found', message: 'Product not found' });

describe('the catalogue', () => {
  let products: InMemoryDatabase;
  let dependencies: { products: InMemoryDatabase; now: () => typeof time };

  beforeEach(() => {
    products = new InMemoryDatabase();
    dependencies = { products, now: () => time };
  });
  const create = () => createProduct(dependencies)(flatWhite);
  const eventTypes = () => products.unpublished.map(({ type }) => type);

  it('creates a product; creating it again with the same details changes nothing', async () => {
    expect(await create()).toEqual({ outcome: 'created', product: view });
    expect(await create()).toEqual({ outcome: 'already-exists', product: view });
    expect(eventTypes()).toEqual(['product.productCreated']);
  });

  it('updates a product, and reports if nothing changed', async () => {
    await create();
    const update = { id: 'FLATWHITE', name: 'Flat Black', price: 3 };
    expect(await updateProduct(dependencies)(update)).toMatchObject({
      outcome: 'updated',
      product: { name: 'Flat Black' },
    });
    expect(await updateProduct(dependencies)(update)).toMatchObject({ outcome: 'unchanged' });
    expect(eventTypes()).toEqual(['product.productCreated', 'product.productUpdated']);
  });

  it('gets a product', async () => {
    await create();
    expect(await getProduct(dependencies)('FLATWHITE')).toEqual(view);
  });

  it('deletes a product', async () => {
    await create();
    await deleteProduct(dependencies)('FLATWHITE');
    await expect(getProduct(dependencies)('FLATWHITE')).rejects.toEqual(notFound);
    expect(eventTypes()).toEqual(['product.productCreated', 'product.productDeleted']);
  });

  it('rejects an unknown product', async () => {
    await expect(getProduct(dependencies)('LATTE')).rejects.toEqual(notFound);
    await expect(updateProduct(dependencies)({ id: 'LATTE', ...flatWhite })).rejects.toEqual(notFound);
    await expect(deleteProduct(dependencies)('LATTE')).rejects.toEqual(notFound);
    expect(eventTypes()).toEqual([]);
  });

  it('lists up to the maximum and reports whether there are more', async () => {
    await create();
    expect(await listProducts(dependencies)()).toEqual({
      products: [{ productId: 'FLATWHITE', ...flatWhite, stockLevel: 0 }],
      truncated: false,
    });
    for (let i = 0; i < MAX_LISTED_PRODUCTS; i += 1)
      await createProduct(dependencies)({ name: `Latte ${i}`, price: 1 });
    const { products: listed, truncated } = await listProducts(dependencies)();
    expect([listed.length, truncated]).toEqual([MAX_LISTED_PRODUCTS, true]);
  });

  const pricing = (productId: string): Event<'product.pricingChanged'> => ({
    id: 'fact',
    type: 'product.pricingChanged',
    time,
    data: { productId, priceBrackets: [{ quantity: 10, price: 3 }] },
    headers: {},
  });
  const stock = (productId: string): Event<'product.stockUpdated'> => ({
    ...pricing(productId),
    type: 'product.stockUpdated',
    data: { productId, stockLevel: 12 },
  });

  it('applies prices and stock once, without recording events', async () => {
    await create();
    expect(await handlePricingChanged(dependencies)(pricing('FLATWHITE'))).toBe('applied');
    expect(await handlePricingChanged(dependencies)(pricing('FLATWHITE'))).toBe('outdated');
    expect(await handleStockUpdated(dependencies)(stock('FLATWHITE'))).toBe('applied');
    expect(await handleStockUpdated(dependencies)(stock('FLATWHITE'))).toBe('outdated');
    expect(await getProduct(dependencies)('FLATWHITE')).toEqual({
      ...view,
      stockLevel: 12,
      pricingBrackets: [{ quantity: 10, price: 3 }],
    });
    expect(eventTypes()).toEqual(['product.productCreated']);
  });

  it('ignores facts about unknown products', async () => {
    expect(await handlePricingChanged(dependencies)(pricing('LATTE'))).toBe('unknown-product');
    expect(await handleStockUpdated(dependencies)(stock('LATTE'))).toBe('unknown-product');
  });

  it('rejects an invalid fact', async () => {
    await create();
    const broken = { ...stock('FLATWHITE'), data: { productId: 'FLATWHITE', stockLevel: Infinity } };
    await expect(handleStockUpdated(dependencies)(broken)).rejects.toMatchObject({
      code: 'product/invalid-stock-level',
    });
  });
});
