import { apiHandler, ok, parseUpdateProduct } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { updateProduct } from '@product-service/product';
import { admin } from '../admin.js';
import { toldProducts } from '../products.js';

export const handler = apiHandler({
  authorize: admin(),
  parse: parseUpdateProduct,
  run: updateProduct({ products: toldProducts(), now: systemClock }),
  reply: ({ outcome, product }) => (outcome === 'updated' ? ok(product) : ok('OK', 'No updates required')),
});
