import { apiHandler, created, parseCreateProduct } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { createProduct } from '@product-service/product';
import { requireAdmin } from '../require-admin.js';
import { productsWithNudge } from '../products.js';

export const handler = apiHandler({
  authorize: requireAdmin(),
  parse: parseCreateProduct,
  run: createProduct({ products: productsWithNudge(), now: systemClock }),
  reply: created,
});
