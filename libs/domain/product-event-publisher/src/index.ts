export { toPublicEvent } from './to-public-event.js';
