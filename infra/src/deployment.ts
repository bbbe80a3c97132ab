import { DEFAULT_ENV, readOptionalVariable } from '@product-service/environment';

/** What distinguishes one deployment of the service from another: decided outside the code. */
export interface Deployment {
  /** Suffix of every name in the account, e.g. `dev`. */
  readonly env: string;
  /** What is deployed: a commit. */
  readonly version: string;
}

/**
 * Reads `ENV` and `COMMIT_HASH`.
 * @throws Error if `ENV` does not fit into the names that AWS accepts.
 */
export const readDeployment = (environment: NodeJS.ProcessEnv = process.env): Deployment => {
  const env = readOptionalVariable('ENV', environment) ?? DEFAULT_ENV;
  if (!/^[A-Za-z0-9-]{1,20}$/.test(env)) {
    throw new Error(`ENV is "${env}": set it to 1 to 20 letters, digits and hyphens.`);
  }
  return { env, version: environment['COMMIT_HASH'] || 'latest' };
};
