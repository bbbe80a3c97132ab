export { MissingSequenceError, toPublicEvent } from './public-events.js';
export { publishPublicEvents, type PublishPublicEventsOptions } from './publish-public-events.js';
