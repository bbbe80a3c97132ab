import { batchAnswer, batchRequest, errorAnswer } from '@product-service/api-gateway/schemas';
import { idempotencyKey } from '../request-headers.js';
import type { Routes } from '../route.js';
import { FLAT_WHITE, invalid } from './product-answers.js';

const message = 'Product not found';

/** The route of many writes, `/product/batch`. */
export const batchRoutes: Routes = {
  'POST /product/batch': {
    operationId: 'writeProductBatch',
    summary: 'Create and update many products',
    description:
      'Each item is a write of its own, with its own outcome: one that fails affects no other. Items of one product are ' +
      'written in order. No item is begun after 10 seconds; those left have the code `batch/not-attempted`. With an ' +
      '`Idempotency-Key`, the same batch sent again tries only the items that failed.',
    access: 'ADMIN',
    header: idempotencyKey,
    body: batchRequest,
    answers: {
      200: { description: 'The outcome of each item, in order.', schema: batchAnswer },
      400: invalid,
      413: { description: 'The body is larger than 512 KiB.', schema: errorAnswer, isProblem: true },
    },
    examples: {
      written: {
        summary: 'A new product, a change, and an item that fails',
        body: {
          items: [
            { action: 'create', product: { name: 'Cortado', price: 2.9 } },
            { action: 'update', product: { id: 'FLATWHITE', name: 'Flat White', price: 3.6 }, ifVersion: 3 },
            { action: 'update', product: { id: 'NOSUCHPRODUCT', name: 'Ristretto', price: 2 } },
          ],
        },
        status: 200,
        data: [
          {
            status: 201,
            data: { productId: 'CORTADO', name: 'Cortado', price: 2.9, stockLevel: 0, pricingBrackets: [] },
            message: 'OK',
            version: 1,
          },
          { status: 200, data: { ...FLAT_WHITE, price: 3.6 }, message: 'OK', version: 4 },
          {
            status: 404,
            data: 'Not found',
            message,
            errors: [{ path: 'items.2', code: 'product/not-found', message }],
          },
        ],
        message: 'OK',
      },
      tooLarge: {
        summary: 'A body of 600 kB',
        when: 'too large',
        status: 413,
        data: 'Payload too large',
        message: 'The body must be no larger than 524288 bytes.',
        error: { code: 'request/body-too-large' },
      },
      empty: {
        summary: 'No items',
        body: { items: [] },
        status: 400,
        data: 'Bad request',
        message: 'items must not be empty',
        error: { path: 'items', code: 'request/invalid-field' },
      },
    },
  },
};
