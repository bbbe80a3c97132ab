import {
  type DatabasePipelining,
  DEFAULT_ENV,
  readDatabasePipelining,
  readOptionalVariable,
  readPublicEventVersions,
} from '@product-service/environment';
import type { PublicEventVersion } from '@product-service/events';

/** The settings of one deployment of the service, read from environment variables. */
export interface Deployment {
  /** Suffix of every name in the account, e.g. `dev`. */
  readonly env: string;
  /** The deployed commit. */
  readonly version: string;
  readonly datadog: {
    /** Datadog's region, e.g. `datadoghq.eu`. */
    readonly site: string;
    /** ARN of an existing secret with the API key, used instead of creating one. */
    readonly apiKeySecretArn?: string | undefined;
  };
  /** ARN of an existing cluster, used instead of creating one, e.g. after a restore from a backup. */
  readonly clusterArn?: string | undefined;
  /** Whether deletion protection is on for the stack and its database. */
  readonly isProtected: boolean;
  /** Whether logs also go to CloudWatch. */
  readonly cloudWatchLogs: boolean;
  /** The versions in which public events are published. */
  readonly publicEventVersions: readonly PublicEventVersion[];
  /** Whether functions send BEGIN and COMMIT together with other statements. */
  readonly databasePipelining: DatabasePipelining;
}

/** Default of Datadog's own tools. Sufficient to inspect a template or to run it locally. */
const DEFAULT_SITE = 'datadoghq.com';

/**
 * Reads `ENV`, `COMMIT_HASH`, `DD_SITE`, `DD_API_KEY_SECRET_ARN`, `DSQL_CLUSTER_ARN`, `PROTECTED`,
 * `ENABLE_CLOUDWATCH_LOGS`, `PUBLIC_EVENT_VERSIONS` and `DATABASE_PIPELINING`. All are optional.
 * @throws Error if AWS would not accept a value.
 */
export const readDeployment = (environment: NodeJS.ProcessEnv = process.env): Deployment => {
  const env = readOptionalVariable('ENV', environment) ?? DEFAULT_ENV;
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/.test(env) || RESERVED.test(env)) {
    throw new Error(
      `ENV is "${env}": set it to 1 to 20 letters, digits and hyphens, not starting with a hyphen, "aws" or "ssm".`,
    );
  }
  const apiKeySecretArn = environment['DD_API_KEY_SECRET_ARN'] || undefined;
  if (apiKeySecretArn !== undefined && !COMPLETE_SECRET_ARN.test(apiKeySecretArn)) {
    throw new Error(
      `DD_API_KEY_SECRET_ARN is "${apiKeySecretArn}": set it to the secret's complete ARN, including the six characters at its end.`,
    );
  }
  const clusterArn = environment['DSQL_CLUSTER_ARN'] || undefined;
  if (clusterArn !== undefined && !CLUSTER_ARN.test(clusterArn)) {
    throw new Error(
      `DSQL_CLUSTER_ARN is "${clusterArn}": set it to arn:aws:dsql:<region>:<account>:cluster/<identifier>.`,
    );
  }
  return {
    env,
    version: environment['COMMIT_HASH'] || 'latest',
    datadog: { site: environment['DD_SITE'] || DEFAULT_SITE, apiKeySecretArn },
    clusterArn,
    isProtected: readProtection(environment) ?? isProtectedByDefault(env),
    cloudWatchLogs: environment['ENABLE_CLOUDWATCH_LOGS'] === 'Y',
    publicEventVersions: readPublicEventVersions(environment),
    databasePipelining: readDatabasePipelining(environment),
  };
};

/** `PROTECTED`: `Y`, `N`, or absent. @throws Error if it is anything else. */
export const readProtection = ({ PROTECTED }: NodeJS.ProcessEnv = process.env): boolean | undefined => {
  if (!PROTECTED) return undefined;
  if (PROTECTED === 'Y' || PROTECTED === 'N') return PROTECTED === 'Y';
  throw new Error(`PROTECTED is "${PROTECTED}": set it to Y or N.`);
};

/** Recognises the usual names of environments whose data matters, e.g. `Prod`, `production`, `prod-eu`, `staging`. */
const isProtectedByDefault = (env: string): boolean => /^(prod|live|stag)/i.test(env);

/** SSM parameter names and event sources begin with the environment, and AWS reserves these prefixes. */
const RESERVED = /^(aws|ssm)/i;

const CLUSTER_ARN = /^arn:aws[a-z-]*:dsql:[a-z0-9-]+:\d{12}:cluster\/[a-z0-9]+$/;

/** Complete, because the functions' permission is for exactly this ARN. */
const COMPLETE_SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/;
