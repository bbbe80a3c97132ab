import type { EventCatalogue, EventType, ProductDetails } from '@product-service/events';
import * as z from 'zod/mini';

/** No product id is longer: an index key in Aurora DSQL has at most 1 KiB. */
const MAX_PRODUCT_ID_LENGTH = 1024;
export const productId = z.string().check(
  z.minLength(1),
  z.maxLength(MAX_PRODUCT_ID_LENGTH),
  z.refine((id) => id.isWellFormed() && !id.includes('\0'), 'must be well-formed Unicode without NUL'),
  z.describe('The id of the product, as in the API.'),
);
const details = { name: z.string(), price: z.number() } satisfies {
  [Field in keyof Required<ProductDetails>]: z.ZodMiniType<ProductDetails[Field]>;
};

/**
 * Accepts field names in any case, as Go's decoder does: .NET services send `NewStockLevel`. Exact names take precedence.
 */
const withAnyCaseKeys = <S extends z.ZodMiniObject>(schema: S) => {
  const names = Object.keys(schema.shape);
  return z.pipe(
    z.transform((value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const nameOf = (key: string) => names.find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
      return {
        ...Object.fromEntries(Object.entries(value).map(([key, field]) => [nameOf(key), field])),
        ...value,
      };
    }),
    schema,
  );
};

/** Reads a missing value or `null` as `value`. */
const ifMissing = <S extends z.ZodMiniType>(value: unknown, schema: S) =>
  z.pipe(
    z.transform((given: unknown) => given ?? value),
    schema,
  );
const quantity = z
  .number()
  .check(z.describe('An integer, 1 or more: the price applies when at least so many are bought.'));
/** Go serialises an empty slice as null; other languages omit it. */
const priceBrackets = ifMissing(
  [],
  z
    .array(withAnyCaseKeys(z.object({ quantity, price: z.number() })))
    .check(z.describe('All brackets of the product, at most 1,000. They replace the earlier ones.')),
);
/** Some serialisers omit the default value 0. The predecessor of this service also read a missing level as 0. */
const zeroIfMissing = ifMissing(0, z.number());
const thin = z.object({ productId });
const version = z
  .int()
  .check(z.positive(), z.describe('Increases with every change of the product; it has gaps.'));
const published = z.object({ productId, name: z.string(), price: z.number(), version });
/** Unlike incoming facts, our own events are complete: nothing is read as a default. */
const announced = z.object({
  productId,
  ...details,
  stockLevel: z.number().check(z.describe('May be negative or have a fraction.')),
  pricingBrackets: z
    .array(z.object({ quantity, price: z.number() }))
    .check(z.describe('Sorted by ascending quantity; empty until prices have been calculated.')),
});

/**
 * The schema of each event's `data`. Unknown fields are dropped, not rejected. What a schema tolerates is a transformation
 * before it, so that its output is the form that the documents describe (json-schemas.ts).
 */
export const DATA_SCHEMAS = {
  'product.productCreated': z.object({ productId, ...details }),
  'product.productUpdated': z.object({ productId, previous: z.object(details), new: z.object(details) }),
  'product.productDeleted': thin,
  'product.productAnnounced': announced,
  'product.pricingChanged': z.object({ productId, priceBrackets }),
  'product.stockUpdated': z.object({ productId, stockLevel: z.number() }),
  'product.productCreated.v1': thin,
  'product.productUpdated.v1': thin,
  'product.productDeleted.v1': thin,
  'product.productCreated.v2': published,
  'product.productUpdated.v2': published,
  'product.productDeleted.v2': z.object({ productId, version }),
  'product.productAnnounced.v1': z.extend(announced, { version }),
  'pricing.pricingCalculated.v1': withAnyCaseKeys(z.object({ productId, priceBrackets })),
  'inventory.stockUpdated.v1': withAnyCaseKeys(
    z.object({
      productId,
      newStockLevel: zeroIfMissing,
      // Not used, so any value is accepted.
      previousStockLevel: z.catch(z.nullish(z.number()), undefined),
    }),
  ),
} satisfies { [T in EventType]: z.ZodMiniType<EventCatalogue[T]> };
