import type { EventCatalogue, EventType } from '@product-service/events';
import { z } from 'zod';

const productId = z.string().min(1);
const details = z.object({ name: z.string(), price: z.number() });
const priceBrackets = z
  .array(z.object({ quantity: z.number(), price: z.number() }))
  // Go writes an empty slice as null.
  .nullable()
  .transform((brackets) => brackets ?? []);
const thin = z.object({ productId });

/** The shape of each event's `data`. Fields that are not known are left out, not refused. */
export const DATA_SCHEMAS = {
  'product.productCreated': details.extend({ productId }),
  'product.productUpdated': z.object({ productId, previous: details, new: details }),
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
    previousStockLevel: z.number().nullish(),
  }),
} satisfies { [T in EventType]: z.ZodType<EventCatalogue[T]> };
