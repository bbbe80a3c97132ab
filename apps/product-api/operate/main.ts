import '@product-service/observability';
import {
  dsqlCatalogueReset,
  dsqlOutboxAdministration,
  MAX_AGE_SECONDS,
  openDatabase,
} from '@product-service/dsql';
import { readQueues, readVariable } from '@product-service/environment';
import { operatorHandler } from '@product-service/operator';
import { sqsQueueOperations } from '@product-service/sqs';
import { outboxNudge } from '../products.js';

const database = openDatabase();

export const handler = operatorHandler({
  environment: readVariable('ENV'),
  outbox: dsqlOutboxAdministration({ database }),
  nudge: outboxNudge(),
  maxEventAge: MAX_AGE_SECONDS,
  catalogue: dsqlCatalogueReset({ database }),
  queues: readQueues(),
  sqs: sqsQueueOperations(),
});
