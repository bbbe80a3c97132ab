import { apiHandler, ok, parseProductId } from '@product-service/api-gateway';
import { getProduct } from '@product-service/product';
import { untoldProducts } from '../products.js';

export const handler = apiHandler({
  parse: parseProductId,
  run: getProduct({ products: untoldProducts() }),
  reply: (product) => ok(product),
});
