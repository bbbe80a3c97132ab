import { createHash } from 'node:crypto';
import { arnOf } from '../../core/account.js';
import {
  ENCRYPTION,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { DatabaseAccess } from './database-access.js';

export const resources = ({ account }: ServiceContext, access: DatabaseAccess): ResourceTypes => ({
  /**
   * A PostgreSQL replaces the cluster. It is started for every template with a cluster, and functions get its address in
   * DATABASE_URL.
   */
  'AWS::DSQL::Cluster': resourceType(
    {
      DeletionProtectionEnabled: ignored(
        'no resource outlives the local cloud, except a database of the user',
      ),
      KmsEncryptionKey: ENCRYPTION,
      Tags: TAGS,
    },
    ({ logicalId }) => {
      const Identifier = createHash('sha256').update(logicalId).digest('hex').slice(0, 26);
      const Endpoint = `${Identifier}.dsql.${account.region}.on.aws`;
      const ResourceArn = arnOf(account, 'dsql', `cluster/${Identifier}`);
      access.addCluster(ResourceArn, Endpoint);
      return { ref: Identifier, attributes: { Identifier, Endpoint, ResourceArn, Status: 'ACTIVE' } };
    },
  ),
});
