import type { EventCatalogue, EventType } from '@product-service/events';
import * as z from 'zod/mini';

const productId = z.string().check(z.minLength(1));
const details = { name: z.string(), price: z.number() };
const priceBrackets = z.pipe(
  // Go writes an empty slice as null.
  z.nullable(z.array(z.object({ quantity: z.number(), price: z.number() }))),
  z.transform((brackets) => brackets ?? []),
);
const thin = z.object({ productId });

/** The shape of each event's `data`. Fields that are not known are left out, not refused. */
export const DATA_SCHEMAS = {
  'product.productCreated': z.object({ productId, ...details }),
  'product.productUpdated': z.object({ productId, previous: z.object(details), new: z.object(details) }),
  'product.productDeleted': thin,
  'product.pricingChanged': z.object({ productId, priceBrackets }),
  'product.stockUpdated': z.object({ productId, stockLevel: z.number() }),
  'product.productCreated.v1': thin,
  'product.productUpdated.v1': thin,
  'product.productDeleted.v1': thin,
  'pricing.pricingCalculated.v1': z.object({ productId, priceBrackets }),
  'inventory.stockUpdated.v1': z.object({
    productId,
    newStockLevel: z.number(),
    previousStockLevel: z.nullish(z.number()),
  }),
} satisfies { [T in EventType]: z.ZodMiniType<EventCatalogue[T]> };
