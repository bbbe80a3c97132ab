import { apiHandler, found, parseProductId } from '@product-service/api-gateway';
import { getProduct } from '@product-service/product';
import { productsWithoutNudge } from '../products.js';

export const handler = apiHandler({
  parse: parseProductId,
  run: getProduct({ products: productsWithoutNudge() }),
  reply: found,
});
