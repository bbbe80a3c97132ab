import { apiHandler, created, parseCreateProduct } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { createProduct } from '@product-service/product';
import { admin } from '../admin.js';
import { toldProducts } from '../products.js';

export const handler = apiHandler({
  authorize: admin(),
  parse: parseCreateProduct,
  run: createProduct({ products: toldProducts(), now: systemClock }),
  // Also if it was there already: clients take any other status for a failure.
  reply: ({ product }, event) => created(product, event),
});
