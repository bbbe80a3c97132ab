import type { ProductDetails } from '@product-service/events';
import * as z from 'zod/mini';

/** PostgreSQL rejects NUL and lone surrogates, so no product has such an id. */
const isStorable = (id: string): boolean => id !== '' && id.isWellFormed() && !id.includes('\0');

const productId = (field: string) =>
  z
    .string(`${field} must be a string`)
    .check(z.refine(isStorable, `${field} must be well-formed Unicode without NUL, and not empty`));

const NOT_AN_OBJECT = 'The body must be a JSON object.';
/** Checks types only; the domain checks lengths and ranges. Unknown fields are dropped, not rejected. */
const details = {
  name: z.string('name must be a string'),
  price: z.number('price must be a number'),
} satisfies { [Field in keyof Required<ProductDetails>]: z.ZodMiniType<ProductDetails[Field]> };

/** The body of `POST /product`. */
export const createBody = z.object(details, NOT_AN_OBJECT);
/** The body of `PUT /product`. */
export const updateBody = z.object({ id: productId('id'), ...details }, NOT_AN_OBJECT);
/** The id in a path, percent-decoded. */
export const pathId = productId('productId');
