export { committedDocument, eventValidator } from './event-validator.js';
