import { apiHandler, listed } from '@product-service/api-gateway';
import { listProducts } from '@product-service/product';
import { untoldProducts } from '../products.js';

export const handler = apiHandler({
  parse: () => undefined,
  run: listProducts({ products: untoldProducts() }),
  reply: listed,
});
