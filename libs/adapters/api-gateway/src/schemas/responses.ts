import type { PriceBracket } from '@product-service/events';
import type { ProductSummary, ProductView } from '@product-service/product';
import * as z from 'zod/mini';

/** One schema for each field of `T`, so that a field which the domain adds does not compile until it is here. */
type FieldsOf<T> = { [Field in keyof Required<T>]: z.ZodMiniType<T[Field]> };

// Objects are loose: an answer may get new fields, and clients must ignore those that they do not know.

export const priceBracket = z.looseObject({
  quantity: z.number(),
  price: z.number(),
} satisfies FieldsOf<PriceBracket>);

const summary = {
  productId: z.string(),
  name: z.string(),
  price: z.number(),
  stockLevel: z.number(),
} satisfies FieldsOf<ProductSummary>;

/** A product on its own. */
export const product = z.looseObject({
  ...summary,
  pricingBrackets: z.array(priceBracket),
} satisfies FieldsOf<ProductView>);

/** Only in a list of changes, or that shows deleted products. */
const change = { version: z.int(), updatedAt: z.iso.datetime() };
/** A product in a list. */
export const listedProduct = z.looseObject({
  ...summary,
  version: z.optional(change.version),
  updatedAt: z.optional(change.updatedAt),
});
/** A deleted product in a list. */
export const deletedProduct = z.looseObject({
  productId: z.string(),
  ...change,
  deletedAt: z.iso.datetime(),
});

/** `data` of a success that has nothing more to say. */
export const done = z.literal('OK');

/** One thing that is wrong with a request. */
export const issue = z.looseObject({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  currentVersion: z.optional(z.int()),
});
const errors = z.array(issue);

/** The envelope of every answer. */
const envelopeOf = <Data extends z.ZodMiniType>(data: Data) => z.looseObject({ data, message: z.string() });

export const productAnswer = envelopeOf(product);
export const productListAnswer = z.looseObject({
  data: z.array(z.union([listedProduct, deletedProduct])),
  message: z.string(),
  asOf: z.optional(z.iso.datetime()),
  nextCursor: z.optional(z.string()),
});
export const doneAnswer = envelopeOf(done);
/** `data` is `OK` if nothing changed. */
export const updateAnswer = envelopeOf(z.union([product, done]));
/** `data` names the kind of error; `message` tells people what to change. */
export const errorAnswer = z.looseObject({ data: z.string(), message: z.string(), errors });
/** An answer of API Gateway itself. `data` is its own code of the error, e.g. `THROTTLED`. */
export const gatewayErrorAnswer = z.looseObject({
  data: z.string().check(z.regex(/^[A-Z][A-Z0-9_]+$/)),
  message: z.string(),
  errors,
});
/** RFC 9457. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors,
});

/** The outcome of an item of a batch that was written, or that changed nothing. */
export const writtenItem = z.looseObject({
  status: z.int(),
  data: product,
  message: z.string(),
  version: z.int(),
});
/** The outcome of an item of a batch that failed. */
export const failedItem = z.looseObject({ status: z.int(), data: z.string(), message: z.string(), errors });
export const batchAnswer = envelopeOf(z.array(z.union([writtenItem, failedItem])));
