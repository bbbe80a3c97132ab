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
  /** Whether logs go to CloudWatch too. */
  readonly cloudWatchLogs: boolean;
}

/** What Datadog's own tools take when they are not told. It does for looking at a template, and for running it locally. */
const DEFAULT_SITE = 'datadoghq.com';

/**
 * Reads `ENV`, `COMMIT_HASH`, `DD_SITE`, `DD_API_KEY_SECRET_ARN` and `ENABLE_CLOUDWATCH_LOGS`, which may all be absent.
 * @throws Error if one does not fit into what AWS accepts.
 */
export const readDeployment = (environment: NodeJS.ProcessEnv = process.env): Deployment => {
  const env = readOptionalVariable('ENV', environment) ?? DEFAULT_ENV;
  if (!/^[A-Za-z0-9-]{1,20}$/.test(env)) {
    throw new Error(`ENV is "${env}": set it to 1 to 20 letters, digits and hyphens.`);
  }
  const apiKeySecretArn = environment['DD_API_KEY_SECRET_ARN'] || undefined;
  if (apiKeySecretArn !== undefined && !COMPLETE_SECRET_ARN.test(apiKeySecretArn)) {
    throw new Error(
      `DD_API_KEY_SECRET_ARN is "${apiKeySecretArn}": set it to the secret's complete ARN, with the six characters at its end.`,
    );
  }
  return {
    env,
    version: environment['COMMIT_HASH'] || 'latest',
    datadog: { site: environment['DD_SITE'] || DEFAULT_SITE, apiKeySecretArn },
    cloudWatchLogs: environment['ENABLE_CLOUDWATCH_LOGS'] === 'Y',
  };
};

/** Functions may read exactly this secret. */
const COMPLETE_SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/;
