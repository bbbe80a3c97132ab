import { deriveEventId } from '@product-service/cloud-events';
import {
  dsqlCatalogueReset,
  dsqlOutboxAdministration,
  dsqlProductAnnouncements,
  dsqlProducts,
  MAX_AGE_SECONDS,
  openDatabase,
} from '@product-service/dsql';
import { readQueues, readVariable } from '@product-service/environment';
import { stampHeaders } from '@product-service/observability';
import { operatorHandler } from '@product-service/operator';
import { sqsQueueOperations } from '@product-service/sqs';
import { outboxNudge } from '../products.js';

const database = openDatabase();
const nudge = outboxNudge();
const writes = { database, stampHeaders, onCommit: nudge };

export const handler = operatorHandler({
  environment: readVariable('ENV'),
  outbox: dsqlOutboxAdministration({ database }),
  nudge,
  maxEventAge: MAX_AGE_SECONDS,
  products: dsqlProducts(writes),
  announcements: dsqlProductAnnouncements(writes),
  deriveId: deriveEventId,
  catalogue: dsqlCatalogueReset({ database }),
  queues: readQueues(),
  sqs: sqsQueueOperations(),
});
