import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from '@product-service/deployment';
import { evaluate } from './evaluate.js';
import type { EvaluatedConfiguration } from './evaluated-configuration.js';
import { CONFIGURATION, configurationFiles, workingCopy } from './terraform.js';
import { terraformVariables } from './variables.js';

/** The deployments for which Terraform evaluates the configuration, by their environment: the variables of each. */
export const RESOLVED_DEPLOYMENTS = {
  dev: { ENV: 'dev' },
  prod: { ENV: 'prod' },
  standalone: { ENV: 'standalone' },
  options: {
    ENV: 'options',
    COMMIT_HASH: '1a2b3c4',
    DD_SITE: 'datadoghq.eu',
    DD_API_KEY_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:datadog-AbC123',
    DSQL_CLUSTER_ARN: 'arn:aws:dsql:eu-west-1:123456789012:cluster/abcdefghijklmnopqrstuvwxyz',
    ENABLE_CLOUDWATCH_LOGS: 'Y',
    PROTECTED: 'Y',
    PUBLIC_EVENT_VERSIONS: 'v2',
    DATABASE_PIPELINING: 'on',
  },
} as const satisfies Record<string, NodeJS.ProcessEnv>;
export type ResolvedEnv = keyof typeof RESOLVED_DEPLOYMENTS;
const RESOLVED_ENVS = Object.keys(RESOLVED_DEPLOYMENTS) as readonly ResolvedEnv[];

/** The evaluated configuration of each environment, and the text that they were made from. */
export interface ResolvedConfigurations {
  /** SHA-256 of the configuration's files. */
  readonly source: string;
  readonly configurations: Readonly<Record<ResolvedEnv, EvaluatedConfiguration>>;
}

const FOLDER = join(CONFIGURATION, 'resolved');

export const sourceHash = (): string =>
  hash(
    'sha256',
    configurationFiles()
      .map((file) => `${file}\n${readFileSync(join(CONFIGURATION, file), 'utf8')}`)
      .join('\n'),
  );

/** Evaluates the configuration. Needs Terraform. @throws NoProviderError, or Error with what Terraform rejects */
export const resolveConfigurations = (): ResolvedConfigurations => {
  const copy = workingCopy();
  try {
    const configurations = RESOLVED_ENVS.map((env) => [
      env,
      evaluate(copy, terraformVariables(readDeployment(RESOLVED_DEPLOYMENTS[env]))),
    ]);
    return { source: sourceHash(), configurations: Object.fromEntries(configurations) };
  } finally {
    copy.remove();
  }
};

export const writeConfigurations = ({ source, configurations }: ResolvedConfigurations): void => {
  mkdirSync(FOLDER, { recursive: true });
  for (const [env, configuration] of Object.entries(configurations)) {
    writeFileSync(join(FOLDER, `${env}.json`), `${JSON.stringify(configuration, undefined, 1)}\n`);
  }
  writeFileSync(join(FOLDER, 'source.sha256'), `${source}\n`);
};

/** The committed results. @throws Error if they are older than the configuration */
export const readConfigurations = (): ResolvedConfigurations => {
  const source = readFileSync(join(FOLDER, 'source.sha256'), 'utf8').trim();
  if (source !== sourceHash()) {
    throw new Error(
      'infra/terraform/resolved is older than the configuration: run "npx nx resolve infra-terraform".',
    );
  }
  const read = (env: string): EvaluatedConfiguration =>
    JSON.parse(readFileSync(join(FOLDER, `${env}.json`), 'utf8')) as EvaluatedConfiguration;
  return {
    source,
    configurations: Object.fromEntries(RESOLVED_ENVS.map((env) => [env, read(env)])) as Record<
      ResolvedEnv,
      EvaluatedConfiguration
    >,
  };
};
