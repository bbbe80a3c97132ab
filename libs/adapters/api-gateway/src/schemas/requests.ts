import { parseInstant, type ProductDetails } from '@product-service/events';
import { MAX_BATCH_ITEMS, MAX_LISTED_IDS, MAX_PAGE_SIZE } from '@product-service/product';
import * as z from 'zod/mini';

/** PostgreSQL rejects NUL and lone surrogates, even in a comparison, so no product has such an id. */
export const isStorable = (id: string): boolean => id !== '' && id.isWellFormed() && !id.includes('\0');

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
export const createBody = z.object(
  { id: z.nullish(z.string('id must be a string, or absent')), ...details },
  NOT_AN_OBJECT,
);
/** The body of `PUT /product`. */
export const updateBody = z.object({ id: productId('id'), ...details }, NOT_AN_OBJECT);
/** The body of `PATCH /product/{productId}`. `null` would remove a field, but all fields are required. */
export const patchBody = z.partial(z.object(details, NOT_AN_OBJECT));
/** The id in a path, percent-decoded. */
export const pathId = productId('productId');

/** The body of `POST /product/batch`. Its items are checked one by one. */
export const batchBody = z.object(
  {
    items: z
      .array(z.unknown(), 'items must be a list')
      .check(
        z.minLength(1, 'items must not be empty'),
        z.maxLength(MAX_BATCH_ITEMS, `items must be no more than ${MAX_BATCH_ITEMS}`),
      ),
  },
  NOT_AN_OBJECT,
);
const NOT_AN_ITEM = 'An item must have an action, "create" or "update", and a product.';
const ITEM_PRODUCT = 'product must be an object';
export const batchItem = z.discriminatedUnion(
  'action',
  [
    z.object({ action: z.literal('create'), product: z.object(createBody.shape, ITEM_PRODUCT) }),
    z.object({
      action: z.literal('update'),
      product: z.object(updateBody.shape, ITEM_PRODUCT),
      ifVersion: z.nullish(z.int('ifVersion must be a version: an integer')),
    }),
  ],
  NOT_AN_ITEM,
);

const LIMIT = `limit must be an integer from 1 to ${MAX_PAGE_SIZE}`;
const SINCE = 'updatedSince must be a time as in RFC 3339, e.g. 2026-11-22T09:30:00Z';
const DELETED = 'includeDeleted must be true or false';
/** The query of `GET /product`. Unknown parameters are dropped, not rejected. */
export const listQuery = z.object({
  limit: z.optional(
    z.pipe(
      z.pipe(z.string(LIMIT).check(z.regex(/^\d{1,4}$/, LIMIT)), z.transform(Number)),
      z.number().check(z.minimum(1, LIMIT), z.maximum(MAX_PAGE_SIZE, LIMIT)),
    ),
  ),
  cursor: z.optional(z.string('cursor must be given once')),
  ids: z.optional(
    z
      .array(z.string().check(z.minLength(1, 'ids must not contain an empty id')))
      .check(z.maxLength(MAX_LISTED_IDS, `ids must be no more than ${MAX_LISTED_IDS}`)),
  ),
  updatedSince: z.optional(
    z.pipe(
      z.string(SINCE).check(z.refine((text) => parseInstant(text) !== undefined, SINCE)),
      z.transform((text) => parseInstant(text)!),
    ),
  ),
  includeDeleted: z.optional(
    z.pipe(
      z.enum(['true', 'false'], DELETED),
      z.transform((text) => text === 'true'),
    ),
  ),
});
