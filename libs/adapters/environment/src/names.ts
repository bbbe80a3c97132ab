/** The service's names in an AWS account. Code, deployment and docs use these constants. */

export const SERVICE = 'ProductService';
export const DEFAULT_ENV = 'dev';

/** Environments that share a bus and a JWT secret with the other services. All others are isolated. */
export const INTEGRATED_ENVS: readonly string[] = ['dev', 'prod'];
export const isIntegrated = (env: string): boolean => INTEGRATED_ENVS.includes(env);

/** `source` of our events. Those of other services are `{env}.pricing` and `{env}.inventory`. */
export const eventSource = (env: string, service = 'products'): string => `${env}.${service}`;

export const stackName = (env: string): string => `${SERVICE}-${env}`;
/** At most 64 characters, Lambda's limit. */
export const functionName = (name: string, env: string): string => `${SERVICE}-${name}-${env}`;
export const busName = (env: string): string => `${SERVICE}-bus-${env}`;

/** The only message group of the outbox queue. SQS delivers one batch of a group at a time, so one relay runs at a time. */
export const OUTBOX_MESSAGE_GROUP = 'outbox';

/**
 * `maxReceiveCount` of a queue: then SQS moves a message to the dead-letter queue. Consumers give up failing messages much
 * earlier, so this only catches messages that kill the process.
 */
export const MAX_RECEIVES = 100;

/** Retention period of a queue. Afterwards SQS deletes a message silently. */
export const QUEUE_RETENTION_DAYS = 4;

/** SSM parameters: first our own, then those shared in an integrated environment. */
export const parameterNames = (env: string) => ({
  apiEndpoint: `/${env}/${SERVICE}/api-endpoint`,
  clusterEndpoint: `/${env}/${SERVICE}/cluster-endpoint`,
  eventBusName: `/${env}/${SERVICE}/event-bus-name`,
  eventBusArn: `/${env}/${SERVICE}/event-bus-arn`,
  jwtSecret: isIntegrated(env) ? `/${env}/shared/secret-access-key` : `/${env}/${SERVICE}/secret-access-key`,
  sharedEventBusName: `/${env}/shared/event-bus-name`,
  sharedEventBusArn: `/${env}/shared/event-bus-arn`,
});
