import { apiHandler, listed } from '@product-service/api-gateway';
import { listProducts } from '@product-service/product';
import { productsWithoutNudge } from '../products.js';

export const handler = apiHandler({
  parse: () => undefined,
  run: listProducts({ products: productsWithoutNudge() }),
  reply: listed,
});
