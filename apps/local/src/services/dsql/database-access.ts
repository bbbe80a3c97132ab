import type { Policies } from '../iam/index.js';
import type { Database } from './database.js';

/** A function that may use the database. */
export interface DatabaseUser {
  readonly name: string;
  readonly roleArn: string;
  /** Its environment. The template puts the cluster's endpoint there. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Access to the PostgreSQL that replaces the template's clusters. */
export interface DatabaseAccess {
  addCluster(arn: string, endpoint: string): void;
  /** ARNs. */
  clusters(): readonly string[];
  /**
   * The connection string for a function: the owner's if its role allows `dsql:DbConnectAdmin` on a cluster, the
   * application's for `dsql:DbConnect`. The name of the function is the one of its connections. Otherwise undefined; this is logged as a denial if the function's environment
   * contains a cluster's endpoint.
   */
  urlFor(user: DatabaseUser): Promise<string | undefined>;
}

/** @param database absent for a template without a cluster. */
export const databaseAccess = (database: Database | undefined, policies: Policies): DatabaseAccess => {
  const clusters = new Map<string, string>();
  return {
    clusters: () => [...clusters.keys()],
    addCluster: (arn, endpoint) => void clusters.set(arn, endpoint),
    async urlFor({ name, roleArn, variables }) {
      const request = (action: string, resource: string) => ({ principal: roleArn, action, resource });
      const may = (action: string): boolean =>
        [...clusters.keys()].some((arn) => policies.denialReason(request(action, arn)) === undefined);
      if (may('dsql:DbConnectAdmin')) return database && named(database.url, name);
      if (may('dsql:DbConnect')) return database && named(await database.applicationUrl(), name);
      for (const [arn, endpoint] of clusters) {
        if (Object.values(variables).includes(endpoint)) {
          policies.enforce(name, request('dsql:DbConnect', arn));
        }
      }
      return undefined;
    },
  };
};

/** PostgreSQL shows the name of each connection. */
const named = (databaseUrl: string, name: string): string => {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', name);
  return url.href;
};
