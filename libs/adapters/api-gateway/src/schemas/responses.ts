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

/** A product in a list. */
export const listedProduct = z.looseObject(summary);

/** A product on its own. */
export const product = z.looseObject({
  ...summary,
  pricingBrackets: z.array(priceBracket),
} satisfies FieldsOf<ProductView>);

/** `data` of a success that has nothing more to say. */
export const done = z.literal('OK');

/** The envelope of every answer. */
const envelopeOf = <Data extends z.ZodMiniType>(data: Data) => z.looseObject({ data, message: z.string() });

export const productAnswer = envelopeOf(product);
export const productListAnswer = envelopeOf(z.array(listedProduct));
export const doneAnswer = envelopeOf(done);
/** `data` is `OK` if nothing changed. */
export const updateAnswer = envelopeOf(z.union([product, done]));
/** `data` names the kind of error; `message` tells people what to change. */
export const errorAnswer = envelopeOf(z.string());
/** An answer of API Gateway itself. `data` is its own code of the error, e.g. `THROTTLED`. */
export const gatewayErrorAnswer = envelopeOf(z.string().check(z.regex(/^[A-Z][A-Z0-9_]+$/)));
