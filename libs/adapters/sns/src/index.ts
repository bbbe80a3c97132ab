export { snsEventPublisher, type SnsPublisherOptions } from './sns-event-publisher.js';
