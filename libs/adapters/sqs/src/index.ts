export { consumedQueue, type ConsumedQueue, type ConsumedQueueOptions } from './consumed-queue.js';
export { eventConsumer, FullBatchFailureError, type EventConsumerOptions } from './event-consumer.js';
export { readDelivery, type ReadDelivery } from './read-delivery.js';
export type { DeadLetter } from './dead-letter.js';
export type { OperatedQueue, QueueDepth, QueueState } from './operated-queue.js';
export {
  MAX_EXAMINED,
  sqsQueueOperations,
  type MessageDecision,
  type QueueOperations,
  type QueueWithDeadLetters,
  type RedriveProgress,
} from './queue-operations.js';
