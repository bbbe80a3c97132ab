import { apiHandler, ok, parseProductId } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { deleteProduct } from '@product-service/product';
import { admin } from '../admin.js';
import { toldProducts } from '../products.js';

export const handler = apiHandler({
  authorize: admin(),
  parse: parseProductId,
  run: deleteProduct({ products: toldProducts(), now: systemClock }),
  reply: () => ok('OK'),
});
