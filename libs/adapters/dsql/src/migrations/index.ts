export { APPLICATION_ROLE } from '../schema.js';
export { migrationsHash } from './steps.js';
