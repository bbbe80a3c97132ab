import type { CatalogueReset, OutboxAdministration, OutboxNudge } from '@product-service/product';
import type { OperatedQueue, QueueOperations } from '@product-service/sqs';

/** What the operator's commands use. */
export interface OperatorDependencies {
  /** The function's environment, e.g. `dev`. */
  readonly environment: string;
  readonly outbox: OutboxAdministration;
  /** Wakes the relay. */
  readonly nudge: OutboxNudge;
  /** An older event is stuck. In seconds. */
  readonly maxEventAge: number;
  readonly catalogue: CatalogueReset;
  /** All queues of the service that are not dead-letter queues. */
  readonly queues: readonly OperatedQueue[];
  readonly sqs: QueueOperations;
}
