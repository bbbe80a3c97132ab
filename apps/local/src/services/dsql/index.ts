import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import type { Database } from './database.js';
import { type DatabaseAccess, databaseAccess } from './database-access.js';
import { resources } from './resources.js';

export { openDatabase } from './database.js';
export type { Database } from './database.js';
export type { DatabaseAccess } from './database-access.js';

/** Aurora DSQL. One PostgreSQL replaces all its clusters. */
export interface DsqlService extends AwsService {
  readonly access: DatabaseAccess;
}

export const dsqlService = (
  context: ServiceContext,
  { database, policies }: { database: Database | undefined; policies: Policies },
): DsqlService => {
  const access = databaseAccess(database, policies);
  return { access, resources: resources(context, access) };
};
