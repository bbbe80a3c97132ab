/** The price per item when at least `quantity` items are bought. */
export interface PriceBracket {
  /** Integer, 1 or more. */
  readonly quantity: number;
  /** 0 or more. */
  readonly price: number;
}

/** The fields of a product that an administrator sets. To add one: CONTRIBUTING.md. */
export interface ProductDetails {
  readonly name: string;
  readonly price: number;
}

/** A product after a change, as version 2 of the public events shows it. */
export interface PublishedProduct {
  readonly productId: string;
  readonly name: string;
  readonly price: number;
  /** The product's version: the envelope's `sequence` as a number. Increases with every change. */
  readonly version: number;
}

/** The whole present state of a product: what the API returns for it. */
interface AnnouncedProduct extends ProductDetails {
  readonly productId: string;
  /** May have a fraction. */
  readonly stockLevel: number;
  /** Sorted by ascending quantity; empty until pricing has been calculated. */
  readonly pricingBrackets: readonly PriceBracket[];
}

/**
 * The event catalogue: every event type by its name on the wire, with the type of its `data`.
 * Other services rely on these names and types: add to them, never change them.
 */
export interface EventCatalogue {
  // Private events of ProductApi, published through the outbox.
  'product.productCreated': ProductDetails & { readonly productId: string };
  'product.productUpdated': {
    readonly productId: string;
    readonly previous: ProductDetails;
    readonly new: ProductDetails;
  };
  'product.productDeleted': { readonly productId: string };
  /** No change: an operator tells consumers again what a product is. */
  'product.productAnnounced': AnnouncedProduct;

  // Private events of ProductAcl.
  'product.pricingChanged': { readonly productId: string; readonly priceBrackets: readonly PriceBracket[] };
  'product.stockUpdated': { readonly productId: string; readonly stockLevel: number };

  // Public events of ProductEventPublisher. Version 1 has only the id: consumers read the rest from the API.
  'product.productCreated.v1': { readonly productId: string };
  'product.productUpdated.v1': { readonly productId: string };
  'product.productDeleted.v1': { readonly productId: string };
  'product.productCreated.v2': PublishedProduct;
  'product.productUpdated.v2': PublishedProduct;
  'product.productDeleted.v2': { readonly productId: string; readonly version: number };
  'product.productAnnounced.v1': AnnouncedProduct & PublishedProduct;

  // Public events of other services, translated by ProductAcl.
  'pricing.pricingCalculated.v1': {
    readonly productId: string;
    readonly priceBrackets: readonly PriceBracket[];
  };
  'inventory.stockUpdated.v1': {
    readonly productId: string;
    /** May have a fraction. */
    readonly newStockLevel: number;
    readonly previousStockLevel?: number | null | undefined;
  };
}

export type EventType = keyof EventCatalogue;

/** Private events: changes of a product. */
export const CHANGE_EVENTS = [
  'product.productCreated',
  'product.productUpdated',
  'product.productDeleted',
] as const satisfies readonly EventType[];
export type ChangeEventType = (typeof CHANGE_EVENTS)[number];

/** Private events about our products: their changes, and announcements of what they are. */
export const PRODUCT_EVENTS = [
  ...CHANGE_EVENTS,
  'product.productAnnounced',
] as const satisfies readonly EventType[];
export type ProductEventType = (typeof PRODUCT_EVENTS)[number];

/** Private events: facts about a product that other services found out. */
export const FACT_EVENTS = [
  'product.pricingChanged',
  'product.stockUpdated',
] as const satisfies readonly EventType[];
export type FactEventType = (typeof FACT_EVENTS)[number];

/**
 * Public events of changes, on EventBridge, by version. Each change of a product is published once in each version that the deployment
 * has switched on.
 */
export const PUBLIC_EVENTS_BY_VERSION = {
  v1: ['product.productCreated.v1', 'product.productUpdated.v1', 'product.productDeleted.v1'],
  v2: ['product.productCreated.v2', 'product.productUpdated.v2', 'product.productDeleted.v2'],
} as const satisfies Record<string, readonly EventType[]>;
export type PublicEventVersion = keyof typeof PUBLIC_EVENTS_BY_VERSION;
export type PublicEventType<V extends PublicEventVersion = PublicEventVersion> =
  (typeof PUBLIC_EVENTS_BY_VERSION)[V][number];

/** All public events. An announcement has one version, which no deployment switches off. */
export const PUBLIC_EVENTS = [
  ...PUBLIC_EVENTS_BY_VERSION.v1,
  ...PUBLIC_EVENTS_BY_VERSION.v2,
  'product.productAnnounced.v1',
] as const satisfies readonly EventType[];
export type AnyPublicEventType = (typeof PUBLIC_EVENTS)[number];

/** Public events of other services that we consume, with the sending service: `{env}.<service>` is their source. */
export const INCOMING_EVENTS = {
  'pricing.pricingCalculated.v1': 'pricing',
  'inventory.stockUpdated.v1': 'inventory',
} as const satisfies Partial<Record<EventType, string>>;
export type IncomingEventType = keyof typeof INCOMING_EVENTS;
