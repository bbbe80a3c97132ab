export { startPostgres, type EmbeddedPostgres } from './start-postgres.js';
