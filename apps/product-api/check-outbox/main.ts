import '@product-service/observability';
import { openDatabase, outboxCheckHandler } from '@product-service/dsql';

export const handler = outboxCheckHandler(openDatabase());
