import { apiHandler, parsePatchProduct, patched } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { patchProduct } from '@product-service/product';
import { requireAdmin } from '../require-admin.js';
import { productsWithNudge } from '../products.js';

export const handler = apiHandler({
  authorize: requireAdmin(),
  parse: parsePatchProduct,
  run: patchProduct({ products: productsWithNudge(), now: systemClock }),
  reply: patched,
});
