export {
  eventBridgeEventPublisher,
  type EventBridgePublisherOptions,
} from './eventbridge-event-publisher.js';
