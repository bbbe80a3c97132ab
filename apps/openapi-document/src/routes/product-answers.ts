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
};
export const unknownProduct: Answer = { description: 'There is no such product.', schema: errorAnswer };
export const conflict = (description: string): Answer => ({
  description,
  schema: errorAnswer,
  headers: ['Retry-After?'],
});

export const NOT_FOUND = { status: 404, data: 'Not found', message: 'Product not found' };
export const WRITE_CONFLICT = {
  summary: 'Others kept changing the product',
  when: 'concurrent writes',
  status: 409,
  data: 'Conflict',
  message: 'Others kept changing the product: nothing was written. Try again.',
} as const;
export const NAME_TOO_SHORT = {
  summary: 'A name of three characters',
  status: 400,
  data: 'Bad request',
  message: 'name must be longer than 3 characters',
};
