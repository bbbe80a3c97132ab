import type { DeriveEventId } from '@product-service/events';
import type {
  CatalogueReset,
  OutboxAdministration,
  OutboxNudge,
  ProductAnnouncements,
  ProductRepository,
} from '@product-service/product';
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
  readonly products: Pick<ProductRepository, 'list'>;
  readonly announcements: ProductAnnouncements;
  readonly deriveId: DeriveEventId;
  readonly catalogue: CatalogueReset;
  /** All queues of the service that are not dead-letter queues. */
  readonly queues: readonly OperatedQueue[];
  readonly sqs: QueueOperations;
}
