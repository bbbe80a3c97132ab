export { consumedQueue, type ConsumedQueue, type ConsumedQueueOptions } from './consumed-queue.js';
export { eventConsumer, FullBatchFailureError, type EventConsumerOptions } from './event-consumer.js';
export { readDelivery, type ReadDelivery } from './read-delivery.js';
