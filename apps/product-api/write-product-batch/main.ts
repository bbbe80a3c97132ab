import { apiHandler, batchWritten, parseBatch, runBatch } from '@product-service/api-gateway';
import { systemClock } from '@product-service/environment';
import { createProduct, updateProduct, writeBatch } from '@product-service/product';
import { requireAdmin } from '../require-admin.js';
import { productsWithNudge } from '../products.js';

const products = productsWithNudge();
const dependencies = { products, now: systemClock };

export const handler = apiHandler({
  authorize: requireAdmin(),
  parse: parseBatch,
  run: runBatch({
    write: writeBatch({ create: createProduct(dependencies), update: updateProduct(dependencies) }),
    checkRequests: products.checkRequests,
  }),
  reply: batchWritten,
});
