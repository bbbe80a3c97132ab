import '@product-service/observability';
import { databaseMigrationHandler, openDatabase } from '@product-service/dsql';

export const handler = databaseMigrationHandler(openDatabase('admin'));
