export {
  CHANGE_EVENTS,
  FACT_EVENTS,
  INCOMING_EVENTS,
  PRODUCT_EVENTS,
  PUBLIC_EVENTS,
  PUBLIC_EVENTS_BY_VERSION,
  type AnyPublicEventType,
  type ChangeEventType,
  type EventCatalogue,
  type EventType,
  type FactEventType,
  type IncomingEventType,
  type PriceBracket,
  type ProductDetails,
  type ProductEventType,
  type PublicEventType,
  type PublicEventVersion,
  type PublishedProduct,
} from './catalogue.js';
export type { Delivery, DeliveryScope, HandleDelivery } from './delivery.js';
export { PATHWAY_ATTRIBUTE, PATHWAY_HEADER, toEnvelope, type Envelope } from './envelope.js';
export { dataSchemaUri, EVENT_VERSIONS } from './event-versions.js';
export { cutError, cutText, excerptOf } from './excerpt.js';
export { failureKindOf, type ClassifiedError, type FailureKind } from './failure.js';
export type { EveryField } from './every-field.js';
export {
  EventNotAcceptedError,
  EventRejectedError,
  type AnyEvent,
  type DeriveEventId,
  type Event,
  type EventPublisher,
  type Headers,
} from './event.js';
export { compareInstants, instantOf, toMilliseconds, type Clock, type Instant } from './instant.js';
export { isWholeSecond, parseInstant } from './parse-instant.js';
