import { apiHandler, ok, parseDeleteProduct } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { deleteProduct } from '@product-service/product';
import { requireAdmin } from '../require-admin.js';
import { productsWithNudge } from '../products.js';

export const handler = apiHandler({
  authorize: requireAdmin(),
  parse: parseDeleteProduct,
  run: deleteProduct({ products: productsWithNudge(), now: systemClock }),
  reply: () => ok('OK'),
});
