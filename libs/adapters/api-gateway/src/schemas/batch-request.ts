import { MAX_BATCH_ITEMS } from '@product-service/product';
import * as z from 'zod/mini';
import { batchItem } from './requests.js';

/** A batch as a whole, for documents. The API checks its items one by one: an invalid one is an outcome. */
export const batchRequest = z.object({
  items: z.array(batchItem).check(z.minLength(1), z.maxLength(MAX_BATCH_ITEMS)),
});
