/** The names this service has in an AWS account. Code, deployments and docs take them from here. */

export const SERVICE = 'ProductService';
export const DEFAULT_ENV = 'dev';

/** Environments that share a bus and a JWT secret with the other services; every other one stands alone. */
export const INTEGRATED_ENVS: readonly string[] = ['dev', 'prod'];
export const isIntegrated = (env: string): boolean => INTEGRATED_ENVS.includes(env);

/** `source` of the events we send; the other services' are `{env}.pricing` and `{env}.inventory`. */
export const eventSource = (env: string, service = 'products'): string => `${env}.${service}`;

export const stackName = (env: string): string => `${SERVICE}-${env}`;
/** At most 64 characters: Lambda's limit. */
export const functionName = (name: string, env: string): string => `${SERVICE}-${name}-${env}`;
export const busName = (env: string): string => `${SERVICE}-bus-${env}`;

/** The one message group of the outbox queue: of one group SQS hands out one batch at a time, so one relay runs at a time. */
export const OUTBOX_MESSAGE_GROUP = 'outbox';

/**
 * A queue's own limit, after which SQS moves a message to the dead letters. Consumers give up what fails much earlier: it
 * only catches what kills the process.
 */
export const MAX_RECEIVES = 100;

/** For so long a queue keeps a message, and then drops it without a word. */
export const QUEUE_RETENTION_DAYS = 4;

/** SSM parameters: ours first, then those that an integrated environment shares. */
export const parameterNames = (env: string) => ({
  apiEndpoint: `/${env}/${SERVICE}/api-endpoint`,
  clusterEndpoint: `/${env}/${SERVICE}/cluster-endpoint`,
  eventBusName: `/${env}/${SERVICE}/event-bus-name`,
  eventBusArn: `/${env}/${SERVICE}/event-bus-arn`,
  jwtSecret: isIntegrated(env) ? `/${env}/shared/secret-access-key` : `/${env}/${SERVICE}/secret-access-key`,
  sharedEventBusName: `/${env}/shared/event-bus-name`,
  sharedEventBusArn: `/${env}/shared/event-bus-arn`,
});
