export { deriveEventId } from './derive-event-id.js';
export { dataJsonSchema, type JsonSchema } from './json-schemas.js';
export { parseEnvelope } from './parse-envelope.js';
export { parseEvent } from './parse-event.js';
export { readEvent, UnreadableEventError, type EnvelopeDefaults } from './read-event.js';
export { unwrapMessage, type UnwrappedMessage } from './unwrap-message.js';
