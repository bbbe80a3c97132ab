export { ConnectionError } from './connections.js';
export { openDatabase, type Database } from './database.js';
export { databaseMigrationHandler } from './migrations/handler.js';
export type { MigrationProperties } from './migrations/run-migration.js';
export { migrate, type MigrateOptions } from './migrations/migrate.js';
export { outboxCheckHandler } from './outbox-check.js';
export { dsqlOutbox } from './outbox.js';
export { type DatabaseRole } from './pool.js';
export { dsqlProducts, type DsqlProductsOptions } from './products.js';
