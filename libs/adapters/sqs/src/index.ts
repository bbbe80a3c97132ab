export { consumedQueue, type ConsumedQueue, type ConsumedQueueOptions } from './consumed-queue.js';
export { eventConsumer, NothingHandledError, type EventConsumerOptions } from './event-consumer.js';
export { sqsOutboxNudge, type OutboxNudgeOptions } from './outbox-nudge.js';
export { outboxRelayHandler, type RelayRun } from './outbox-relay-handler.js';
export { readDelivery, type ReadDelivery } from './read-delivery.js';
