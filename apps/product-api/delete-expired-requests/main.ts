import '@product-service/observability';
import { expiredRequestsHandler, openDatabase } from '@product-service/dsql';

export const handler = expiredRequestsHandler(openDatabase());
