export { sqsOutboxNudge, type CommitNudge, type OutboxNudgeOptions } from './outbox-nudge.js';
export { outboxRelayHandler } from './outbox-relay-handler.js';
export { sharedNudge } from './shared-nudge.js';
