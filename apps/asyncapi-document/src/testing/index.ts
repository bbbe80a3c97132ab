export { eventValidator } from './event-validator.js';
