import { instantOf } from '@product-service/events';
import type { ProductRepository } from '../ports/product-repository.js';
import { productIdOf } from '../product-name.js';
import { Product } from '../product.js';

const AT = instantOf(new Date(Date.UTC(2026, 0, 1)));

/** Saves a product with this many events: it is created, and then its price changes. */
export const saveEvents = async (
  products: ProductRepository,
  name: string,
  events: number,
): Promise<void> => {
  const id = productIdOf(name);
  const product = () => Product.create({ name, price: 1 }, AT);
  await products.create(id, () => ({ product: product(), outcome: undefined }));
  for (let price = 2; price <= events; price += 1)
    await products.update(id, (saved) => saved.changeDetails({ name, price }, AT));
};
