export { InMemoryDatabase } from './in-memory-database.js';
export { listContract } from './list-contract.js';
export { outboxContract } from './outbox-contract.js';
export { productAnnouncementsContract } from './product-announcements-contract.js';
export { productRepositoryContract } from './product-repository-contract.js';
export { repeatedRequestsContract } from './repeated-requests-contract.js';
export { saveEvents } from './save-events.js';
