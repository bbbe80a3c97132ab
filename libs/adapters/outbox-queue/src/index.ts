export { sqsOutboxNudge, type OutboxNudgeOptions } from './outbox-nudge.js';
export { outboxRelayHandler } from './outbox-relay-handler.js';
