export {
  DomainError,
  keyReused,
  productNotFound,
  VersionMismatchError,
  type DomainErrorCode,
} from './domain-error.js';
export type { FactMark } from './fact-mark.js';
export type { CatalogueReset, ResetRows } from './ports/catalogue-reset.js';
export {
  MAX_COUNT,
  type BoundedCount,
  type OutboxAdministration,
  type OutboxOverview,
  type WaitingEvent,
  type WaitingEventPosition,
  type WaitingEventsPage,
  type WaitingEventsQuery,
} from './ports/outbox-administration.js';
export type { OutboxNudge } from './ports/outbox-nudge.js';
export type { Outbox, OutboxEntry, OutboxPage, ProductBacklog } from './ports/outbox.js';
export {
  MAX_ANNOUNCED_PRODUCTS,
  type Announcement,
  type ProductAnnouncements,
} from './ports/product-announcements.js';
export {
  REQUEST_KEPT_HOURS,
  type Change,
  type ListPage,
  type ListPosition,
  type ListQuery,
  type ProductRepository,
  type RepeatableRequest,
} from './ports/product-repository.js';
export { MAX_PRICE_BRACKETS } from './price-brackets.js';
export { MAX_PRICE, PRICE_DECIMALS, type DetailsPatch } from './product-details.js';
export { MAX_NAME_LENGTH, MIN_NAME_LENGTH, productIdOf } from './product-name.js';
export {
  viewOf,
  type ListedProduct,
  type ProductSummary,
  type ProductView,
  type VersionedProduct,
} from './product-view.js';
export { Product, type ProductEvent, type ProductState, type RecordedEvent } from './product.js';
export {
  discardEvents,
  releaseEvents,
  type AdministerOutboxDependencies,
  type OutboxDecision,
} from './use-cases/administer-outbox.js';
export {
  announceProducts,
  MAX_WAITING_EVENTS,
  type AnnouncedSelection,
  type AnnounceProducts,
  type AnnounceProductsDependencies,
  type AnnounceProductsResult,
} from './use-cases/announce-products.js';
export { createProduct, type CreateProduct, type CreateProductResult } from './use-cases/create-product.js';
export { deleteProduct } from './use-cases/delete-product.js';
export { getProduct } from './use-cases/get-product.js';
export { handlePricingChanged, handleStockUpdated, type FactOutcome } from './use-cases/handle-facts.js';
export {
  listProducts,
  MAX_LISTED_IDS,
  MAX_LISTED_PRODUCTS,
  MAX_PAGE_SIZE,
  type ListProducts,
  type ListProductsResult,
} from './use-cases/list-products.js';
export { relayOutbox, type RelayDependencies, type RelayResult } from './use-cases/relay-outbox.js';
export { MAX_REJECTIONS, type RelayFailure } from './use-cases/relay-outbox-outcomes.js';
export {
  patchProduct,
  updateProduct,
  type ChangeConditions,
  type PatchProduct,
  type UpdateProduct,
  type UpdateProductResult,
} from './use-cases/update-product.js';
export {
  MAX_BATCH_ITEMS,
  writeBatch,
  type BatchItem,
  type BatchOutcome,
  type WriteBatchDependencies,
} from './use-cases/write-batch.js';
