import type { Database } from './database.js';
import type { Policies } from '../iam/policies.js';

/** A function, as far as the database wants to know it. */
export interface DatabaseUser {
  readonly name: string;
  readonly roleArn: string;
  /** Its environment, where the template tells it the cluster's address. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The PostgreSQL in place of the template's clusters, for those whom its policies let in. */
export interface DatabaseAccess {
  addCluster(arn: string, endpoint: string): void;
  /**
   * The address that a function may use: the owner's for `dsql:DbConnectAdmin` on a cluster, the application's
   * for `dsql:DbConnect`, else none, which is shown if the template tells it where the cluster is.
   */
  urlFor(user: DatabaseUser): Promise<string | undefined>;
}

/** @param database absent for a template without a cluster. */
export const databaseAccess = (database: Database | undefined, policies: Policies): DatabaseAccess => {
  const clusters = new Map<string, string>();
  return {
    addCluster: (arn, endpoint) => void clusters.set(arn, endpoint),
    async urlFor({ name, roleArn, variables }) {
      const request = (action: string, resource: string) => ({ principal: roleArn, action, resource });
      const may = (action: string): boolean =>
        [...clusters.keys()].some((arn) => policies.objectionTo(request(action, arn)) === undefined);
      if (may('dsql:DbConnectAdmin')) return database?.url;
      if (may('dsql:DbConnect')) return database?.applicationUrl();
      for (const [arn, endpoint] of clusters) {
        if (Object.values(variables).includes(endpoint))
          policies.refuse(name, request('dsql:DbConnect', arn));
      }
      return undefined;
    },
  };
};
