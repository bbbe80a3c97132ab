import { apiHandler, created, ok, parseCreateProduct } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { createProduct } from '@product-service/product';
import { admin } from '../admin.js';
import { toldProducts } from '../products.js';

export const handler = apiHandler({
  authorize: admin(),
  parse: parseCreateProduct,
  run: createProduct({ products: toldProducts(), now: systemClock }),
  reply: ({ outcome, product }) => (outcome === 'created' ? created(product) : ok(product)),
});
