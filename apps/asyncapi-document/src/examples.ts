import { deriveEventId } from '@product-service/cloud-events';
import {
  INCOMING_EVENTS,
  instantOf,
  toEnvelope,
  type Envelope,
  type EventCatalogue,
  type EventType,
} from '@product-service/events';
import { SUMMARIES } from './summaries.js';

const productId = 'FLATWHITE';
const priceBrackets = [{ quantity: 10, price: 3.1 }];

const announced = {
  productId,
  name: 'Flat White',
  price: 3.6,
  stockLevel: 12,
  pricingBrackets: priceBrackets,
};

const DATA: EventCatalogue = {
  'product.productCreated.v1': { productId },
  'product.productUpdated.v1': { productId },
  'product.productDeleted.v1': { productId },
  'product.productCreated.v2': { productId, name: 'Flat White', price: 3.45, version: 1 },
  'product.productUpdated.v2': { productId, name: 'Flat White', price: 3.6, version: 2 },
  'product.productDeleted.v2': { productId, version: 3 },
  'product.productAnnounced.v1': { ...announced, version: 2 },
  'pricing.pricingCalculated.v1': { productId, priceBrackets },
  'inventory.stockUpdated.v1': { productId, newStockLevel: 12, previousStockLevel: 15 },
  'product.productCreated': { productId, name: 'Flat White', price: 3.45 },
  'product.productUpdated': {
    productId,
    previous: { name: 'Flat White', price: 3.45 },
    new: { name: 'Flat White', price: 3.6 },
  },
  'product.productDeleted': { productId },
  'product.productAnnounced': announced,
  'product.pricingChanged': { productId, priceBrackets },
  'product.stockUpdated': { productId, stockLevel: 12 },
};

const HEADERS = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'dd=s:1;t.dm:-1',
  'dd-pathway-ctx-base64': 'galj77uSnibYt5KvwGjYt5KvwGg=',
};

const SEQUENCES = { Created: '1', Updated: '2', Deleted: '3', Announced: '2' };
/** Facts of other services have no version of the product. */
const sequenceOf = (type: EventType): string | undefined =>
  Object.entries(SEQUENCES).find(([verb]) => type.includes(`product${verb}`))?.[1];

const example = <T extends EventType>(type: T): Envelope<T> =>
  toEnvelope(
    {
      id: deriveEventId('an example', type),
      type,
      time: instantOf(new Date('2026-11-22T09:30:00Z')),
      subject: productId,
      sequence: sequenceOf(type),
      data: DATA[type],
      headers: HEADERS,
    },
    `dev.${(INCOMING_EVENTS as Partial<Record<EventType, string>>)[type] ?? 'products'}`,
  );

/** A complete envelope of each event. */
export const EXAMPLES: Readonly<Record<EventType, Envelope>> = Object.fromEntries(
  (Object.keys(SUMMARIES) as EventType[]).map((type) => [type, example(type)]),
) as Record<EventType, Envelope>;
