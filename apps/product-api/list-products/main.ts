import { apiHandler, listed, parseListProducts } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { listProducts } from '@product-service/product';
import { productsWithoutNudge } from '../products.js';

export const handler = apiHandler({
  parse: parseListProducts,
  run: listProducts({ products: productsWithoutNudge(), now: systemClock }),
  reply: listed,
});
