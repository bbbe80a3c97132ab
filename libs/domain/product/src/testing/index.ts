export { InMemoryDatabase } from './in-memory-database.js';
export { outboxContract } from './outbox-contract.js';
export { productRepositoryContract } from './product-repository-contract.js';
