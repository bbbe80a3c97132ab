import { delimiter, join } from 'node:path';
import type { Account } from '../../core/account.js';
import type { Credentials } from '../sts/index.js';

/**
 * The environment variables that Lambda itself sets for a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const lambdaVariables = (
  { name, handler, runtime, memory }: { name: string; handler: string; runtime: string; memory: number },
  { taskRoot, layersRoot }: { taskRoot: string; layersRoot: string },
  { region }: Account,
  credentials: Credentials,
): Record<string, string> => ({
  _HANDLER: handler,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(name),
  AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  LAMBDA_TASK_ROOT: taskRoot,
  // Not the developer's home, because SDKs would read settings from it. And not every user has a home.
  HOME: taskRoot,
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
  NODE_PATH: [join(layersRoot, 'nodejs/node_modules'), join(layersRoot, RUNTIME_MODULES)].join(delimiter),
});

/** Folder below `/opt` with the packages of the runtime itself. */
export const RUNTIME_MODULES = 'runtime/node_modules';

export const logGroupOf = (functionName: string): string => `/aws/lambda/${functionName}`;
export const LOG_STREAM = 'local';
