export { deriveEventId } from './derive-event-id.js';
export { readEvent, UnreadableEventError, type EnvelopeDefaults } from './read-event.js';
