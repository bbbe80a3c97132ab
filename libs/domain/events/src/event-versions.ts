import type { EventType } from './catalogue.js';

/** Major and minor. The major version of a public event is the number at the end of its type. */
type VersionOf<T extends EventType> = T extends `${string}.v${infer Major}`
  ? `${Major}.${number}`
  : `${number}.${number}`;

/**
 * The version of each event's `data`. A new optional field raises the minor version; anything else needs a new type: see
 * docs/events.md.
 */
export const EVENT_VERSIONS = {
  'product.productCreated': '1.0',
  'product.productUpdated': '1.0',
  'product.productDeleted': '1.0',
  'product.productAnnounced': '1.0',
  'product.pricingChanged': '1.0',
  'product.stockUpdated': '1.0',
  'product.productCreated.v1': '1.0',
  'product.productUpdated.v1': '1.0',
  'product.productDeleted.v1': '1.0',
  'product.productCreated.v2': '2.0',
  'product.productUpdated.v2': '2.0',
  'product.productDeleted.v2': '2.0',
  'product.productAnnounced.v1': '1.0',
  'pricing.pricingCalculated.v1': '1.0',
  'inventory.stockUpdated.v1': '1.0',
} as const satisfies { [T in EventType]: VersionOf<T> };

/** The URI of the JSON Schema of an event's `data`: the schema's `$id`, and `dataschema` in the envelope. */
export const dataSchemaUri = (type: EventType): string =>
  `urn:product-service:schema:${type}:${EVENT_VERSIONS[type]}`;
