import type { EventType } from '@product-service/events';

/** What each event means, in one sentence. */
export const SUMMARIES = {
  'product.productCreated.v1': 'A product was created. Read it from the API.',
  'product.productUpdated.v1': 'Name or price of a product was changed. Read it from the API.',
  'product.productDeleted.v1': 'A product was deleted.',
  'product.productCreated.v2': 'A product was created, with its name, price and version.',
  'product.productUpdated.v2':
    'Name or price of a product was changed, with name, price and version after the change.',
  'product.productDeleted.v2': 'A product was deleted, with the version of the deletion.',
  'product.productAnnounced.v1':
    'No change: what a product is, with the version of its last change, for consumers that missed events.',
  'pricing.pricingCalculated.v1': 'The pricing service calculated the prices of a product for quantities.',
  'inventory.stockUpdated.v1': 'The inventory service has a new stock level of a product.',
  'product.productCreated': 'A product was created.',
  'product.productUpdated': 'Name or price of a product was changed, with the values before and after it.',
  'product.productDeleted': 'A product was deleted.',
  'product.productAnnounced': 'No change: what a product is.',
  'product.pricingChanged': 'The prices of a product for quantities changed.',
  'product.stockUpdated': 'The stock level of a product changed.',
} as const satisfies Record<EventType, string>;
