export { catalogueResetContract } from './catalogue-reset-contract.js';
export { InMemoryDatabase } from './in-memory-database.js';
export { listContract } from './list-contract.js';
export { outboxAdministrationContract } from './outbox-administration-contract.js';
export { outboxContract } from './outbox-contract.js';
export { productRepositoryContract } from './product-repository-contract.js';
export { repeatedRequestsContract } from './repeated-requests-contract.js';
export { saveEvents } from './save-events.js';
