import { errorAnswer } from '@product-service/api-gateway/schemas';
import type { Answer } from '../route.js';

// What several routes of products answer.

/** The product of the examples. `testing/example-catalogue.ts` stores it. */
export const FLAT_WHITE = {
  productId: 'FLATWHITE',
  name: 'Flat White',
  price: 3.45,
  stockLevel: 12,
  pricingBrackets: [
    { quantity: 5, price: 3.3 },
    { quantity: 10, price: 3.1 },
  ],
};

export const invalid: Answer = {
  description: 'The request is not valid. `message` names the field.',
  schema: errorAnswer,
  isProblem: true,
};
export const unknownProduct: Answer = {
  description: 'There is no such product.',
  schema: errorAnswer,
  isProblem: true,
};
export const conflict = (description: string): Answer => ({
  description,
  schema: errorAnswer,
  isProblem: true,
  headers: ['Retry-After?'],
});

export const NOT_FOUND = {
  status: 404,
  data: 'Not found',
  message: 'Product not found',
  error: { code: 'product/not-found' },
} as const;
export const WRITE_CONFLICT = {
  summary: 'Others kept changing the product',
  when: 'concurrent writes',
  status: 409,
  data: 'Conflict',
  message: 'Others kept changing the product: nothing was written. Try again.',
  error: { code: 'product/write-conflict' },
} as const;
export const NAME_TOO_SHORT = {
  summary: 'A name of three characters',
  status: 400,
  data: 'Bad request',
  message: 'name must be longer than 3 characters',
  error: { path: 'name', code: 'product/invalid-name' },
} as const;

export const versionMismatch: Answer = {
  description: 'The product is not at the version that `If-Match` names. `ETag` is its current version.',
  schema: errorAnswer,
  isProblem: true,
  headers: ['ETag'],
};
export const OLD_VERSION = {
  summary: 'Another version was expected',
  header: { 'If-Match': '"2"' },
  status: 412,
  data: 'Precondition failed',
  message: 'The product is at version 3, not 2: read it, then decide again.',
  error: { path: 'If-Match', code: 'product/version-mismatch', currentVersion: 3 },
} as const;
