import { DEFAULT_ENV, readOptionalVariable } from '@product-service/environment';

/** What distinguishes one deployment of the service from another: decided outside the code. */
export interface Deployment {
  /** Suffix of every name in the account, e.g. `dev`. */
  readonly env: string;
  /** What is deployed: a commit. */
  readonly version: string;
  readonly datadog: {
    /** Datadog's region, e.g. `datadoghq.eu`. */
    readonly site: string;
    /** An existing secret with the API key, to use instead of making one. */
    readonly apiKeySecretArn?: string | undefined;
  };
  /** An existing cluster to use instead of making one, e.g. one restored from a backup. */
  readonly clusterArn?: string | undefined;
  /** Whether the stack and its database refuse to be deleted. */
  readonly isProtected: boolean;
  /** Whether logs go to CloudWatch too. */
  readonly cloudWatchLogs: boolean;
}

/** What Datadog's own tools take when they are not told. It does for looking at a template, and for running it locally. */
const DEFAULT_SITE = 'datadoghq.com';

/**
 * Reads `ENV`, `COMMIT_HASH`, `DD_SITE`, `DD_API_KEY_SECRET_ARN`, `DSQL_CLUSTER_ARN`, `PROTECTED` and
 * `ENABLE_CLOUDWATCH_LOGS`, which may all be absent.
 * @throws Error if one does not fit into what AWS accepts.
 */
export const readDeployment = (environment: NodeJS.ProcessEnv = process.env): Deployment => {
  const env = readOptionalVariable('ENV', environment) ?? DEFAULT_ENV;
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/.test(env) || RESERVED.test(env)) {
    throw new Error(
      `ENV is "${env}": set it to 1 to 20 letters, digits and hyphens, not beginning with a hyphen, "aws" or "ssm".`,
    );
  }
  const apiKeySecretArn = environment['DD_API_KEY_SECRET_ARN'] || undefined;
  if (apiKeySecretArn !== undefined && !COMPLETE_SECRET_ARN.test(apiKeySecretArn)) {
    throw new Error(
      `DD_API_KEY_SECRET_ARN is "${apiKeySecretArn}": set it to the secret's complete ARN, with the six characters at its end.`,
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
    isProtected: readProtection(environment) ?? isProtectedUnlessTold(env),
    cloudWatchLogs: environment['ENABLE_CLOUDWATCH_LOGS'] === 'Y',
  };
};

/** `PROTECTED`: `Y`, `N`, or absent. @throws Error if it is anything else. */
export const readProtection = ({ PROTECTED }: NodeJS.ProcessEnv): boolean | undefined => {
  if (!PROTECTED) return undefined;
  if (PROTECTED === 'Y' || PROTECTED === 'N') return PROTECTED === 'Y';
  throw new Error(`PROTECTED is "${PROTECTED}": set it to Y or N.`);
};

/** By the names that people give to what must not be lost, e.g. `Prod`, `production`, `prod-eu`, `staging`. */
const isProtectedUnlessTold = (env: string): boolean => /^(prod|live|stag)/i.test(env);

/** Names of SSM parameters and sources of events begin with the environment, and AWS keeps these beginnings to itself. */
const RESERVED = /^(aws|ssm)/i;

const CLUSTER_ARN = /^arn:aws[a-z-]*:dsql:[a-z0-9-]+:\d{12}:cluster\/[a-z0-9]+$/;

/** Functions may read exactly this secret. */
const COMPLETE_SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/;
