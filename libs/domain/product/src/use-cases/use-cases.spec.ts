import { instantOf, type Event } from '@product-service/events';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { createProduct } from './create-product.js';
import { deleteProduct } from './delete-product.js';
import { getProduct } from './get-product.js';
import { handlePricingChanged, handleStockUpdated } from './handle-facts.js';
import { listProducts } from './list-products.js';
import { patchProduct, updateProduct } from './update-product.js';

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
    expect(await create()).toEqual({ outcome: 'created', product: view, version: 1 });
    expect(await create()).toEqual({
      outcome: 'already-exists',
      product: view,
      version: 1,
    });
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
    expect(await getProduct(dependencies)('FLATWHITE')).toEqual({ product: view, version: 1 });
  });

  it('deletes a product', async () => {
    await create();
    await deleteProduct(dependencies)({ id: 'FLATWHITE' });
    await expect(getProduct(dependencies)('FLATWHITE')).rejects.toEqual(notFound);
    expect(eventTypes()).toEqual(['product.productCreated', 'product.productDeleted']);
  });

  it('rejects an unknown product', async () => {
    await expect(getProduct(dependencies)('LATTE')).rejects.toEqual(notFound);
    await expect(updateProduct(dependencies)({ id: 'LATTE', ...flatWhite })).rejects.toEqual(notFound);
    await expect(deleteProduct(dependencies)({ id: 'LATTE' })).rejects.toEqual(notFound);
    expect(eventTypes()).toEqual([]);
  });

  it('creates a product with the id that the caller chose', async () => {
    const own = { ...flatWhite, id: 'flat-white.1_~' };
    expect(await createProduct(dependencies)(own)).toMatchObject({ product: { productId: own.id } });
    expect(await createProduct(dependencies)(own)).toMatchObject({ outcome: 'already-exists' });
    expect(await create()).toMatchObject({ outcome: 'created', product: view });
  });

  it.each(['', '.', '..', 'batch', 'a/b', 'a b', 'é', 'x'.repeat(101)])(
    'rejects the own id "%s"',
    async (id) => {
      await expect(createProduct(dependencies)({ ...flatWhite, id })).rejects.toMatchObject({
        code: 'product/invalid-id',
      });
    },
  );

  it('changes some details and keeps the others', async () => {
    await create();
    const patch = patchProduct(dependencies);
    expect(await patch({ id: 'FLATWHITE', patch: { price: 5 } })).toEqual({
      outcome: 'updated',
      product: { ...view, price: 5 },
      version: 2,
    });
    expect(await patch({ id: 'FLATWHITE', patch: {} })).toMatchObject({ outcome: 'unchanged' });
    await expect(patch({ id: 'FLATWHITE', patch: { name: 'x' } })).rejects.toMatchObject({
      code: 'product/invalid-name',
    });
  });

  it('changes a product only at an expected version', async () => {
    await create();
    const mismatch = expect.objectContaining({ code: 'product/version-mismatch', currentVersion: 1 });
    const id = 'FLATWHITE';
    const ifVersion = [2, 3];
    await expect(updateProduct(dependencies)({ id, ifVersion, name: 'Latte', price: 1 })).rejects.toEqual(
      mismatch,
    );
    await expect(patchProduct(dependencies)({ id, ifVersion, patch: { price: 1 } })).rejects.toEqual(
      mismatch,
    );
    await expect(deleteProduct(dependencies)({ id, ifVersion })).rejects.toEqual(mismatch);
    await expect(deleteProduct(dependencies)({ id, ifVersion: [] })).rejects.toEqual(mismatch);
    await deleteProduct(dependencies)({ id, ifVersion: [7, 1] });
  });

  it('lists with the time since which later changes are', async () => {
    await create();
    const asOf = instantOf(new Date('2026-11-22T09:25:00Z'));
    const list = listProducts(dependencies);
    expect(await list({})).toEqual({
      products: [{ summary: expect.objectContaining(flatWhite), version: 1, updatedAt: time }],
      asOf,
    });
    const earlier = instantOf(new Date('2026-11-22T08:00:00Z'));
    expect(await list({ asOf: earlier, updatedSince: asOf })).toMatchObject({
      asOf: earlier,
      products: [{}],
    });
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
      product: { ...view, stockLevel: 12, pricingBrackets: [{ quantity: 10, price: 3 }] },
      version: 3,
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
