import { apiHandler, parseUpdateProduct, updated } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { updateProduct } from '@product-service/product';
import { requireAdmin } from '../require-admin.js';
import { productsWithNudge } from '../products.js';

export const handler = apiHandler({
  authorize: requireAdmin(),
  parse: parseUpdateProduct,
  run: updateProduct({ products: productsWithNudge(), now: systemClock }),
  reply: updated,
});
