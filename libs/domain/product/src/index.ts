export { DomainError, productNotFound, type DomainErrorCode } from './domain-error.js';
export type { FactMark } from './fact-mark.js';
export type { OutboxNudge } from './ports/outbox-nudge.js';
export {
  MAX_BACKLOG_ENTRIES,
  MAX_BACKLOGS,
  type Outbox,
  type OutboxEntry,
  type OutboxPage,
  type ProductBacklog,
} from './ports/outbox.js';
export type { Change, ProductRepository } from './ports/product-repository.js';
export { MAX_PRICE_BRACKETS } from './price-brackets.js';
export { MAX_PRICE, PRICE_DECIMALS } from './product-details.js';
export { MAX_NAME_LENGTH, MIN_NAME_LENGTH, productIdOf } from './product-name.js';
export { viewOf, type ProductSummary, type ProductView } from './product-view.js';
export { Product, type ProductEvent, type ProductState, type RecordedEvent } from './product.js';
export { createProduct, type CreateProductResult } from './use-cases/create-product.js';
export { deleteProduct } from './use-cases/delete-product.js';
export { getProduct } from './use-cases/get-product.js';
export { handlePricingChanged, handleStockUpdated, type FactOutcome } from './use-cases/handle-facts.js';
export { listProducts, MAX_LISTED_PRODUCTS, type ListProductsResult } from './use-cases/list-products.js';
export {
  MAX_REJECTIONS,
  relayOutbox,
  type RelayDependencies,
  type RelayFailure,
  type RelayResult,
} from './use-cases/relay-outbox.js';
export { updateProduct, type UpdateProduct, type UpdateProductResult } from './use-cases/update-product.js';
