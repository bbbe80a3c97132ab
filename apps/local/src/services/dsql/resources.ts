import { createHash } from 'node:crypto';
import { arnOf } from '../../core/account.js';
import { ENCRYPTION, nothingToRun, resourceType, TAGS } from '../../service-model/resource-type.js';

/** What runs is the PostgreSQL behind DATABASE_URL, which is started for any template with a cluster. */
export const dsqlCluster = resourceType(
  {
    DeletionProtectionEnabled: nothingToRun(
      'nothing outlives the local cloud, except a database of your own',
    ),
    KmsEncryptionKey: ENCRYPTION,
    Tags: TAGS,
  },
  ({ logicalId }, { account, databaseAccess }) => {
    const Identifier = createHash('sha256').update(logicalId).digest('hex').slice(0, 26);
    const Endpoint = `${Identifier}.dsql.${account.region}.on.aws`;
    const ResourceArn = arnOf(account, 'dsql', `cluster/${Identifier}`);
    databaseAccess.addCluster(ResourceArn, Endpoint);
    return { ref: Identifier, attributes: { Identifier, Endpoint, ResourceArn, Status: 'ACTIVE' } };
  },
);
