import type { FactEventType, ProductEventType } from '@product-service/events';

/**
 * The environment variables of the functions, with a description. Deployments set exactly these.
 * `DATABASE_URL` is never set in AWS, where functions connect to Aurora DSQL with their IAM role.
 */
export const VARIABLES = {
  ENV: 'environment suffix, e.g. dev',
  DSQL_CLUSTER_ENDPOINT: 'host name of the Aurora DSQL cluster',
  DATABASE_URL: 'postgres:// address of a plain PostgreSQL to use instead of Aurora DSQL',
  DATABASE_PIPELINING: 'whether BEGIN and COMMIT are sent together with other statements: auto, on or off',
  JWT_SECRET_PARAM_NAME: 'name of the SSM parameter that holds the secret tokens are signed with',
  PRODUCT_CREATED_TOPIC_ARN: 'SNS topic of product.productCreated',
  PRODUCT_UPDATED_TOPIC_ARN: 'SNS topic of product.productUpdated',
  PRODUCT_DELETED_TOPIC_ARN: 'SNS topic of product.productDeleted',
  PRODUCT_ANNOUNCED_TOPIC_ARN: 'SNS topic of product.productAnnounced',
  STOCK_LEVEL_UPDATED_TOPIC_ARN: 'SNS topic of product.stockUpdated',
  PRICE_CALCULATED_TOPIC_ARN: 'SNS topic of product.pricingChanged',
  OUTBOX_QUEUE_URL: 'FIFO queue that wakes the outbox processor',
  QUEUES: 'JSON object with the URL of each queue, by its name',
  QUEUE_URL: 'queue that the function consumes',
  DEAD_LETTER_QUEUE_URL: 'dead-letter queue of the function',
  EVENT_BUS_NAME: 'EventBridge bus that public events go to',
  PUBLIC_EVENT_VERSIONS: 'versions of the public events to publish: v1, v2 or v1,v2',
} as const;

export type Variable = keyof typeof VARIABLES;

/** The variable that holds the topic ARN of each private event. */
export const TOPIC_VARIABLES = {
  'product.productCreated': 'PRODUCT_CREATED_TOPIC_ARN',
  'product.productUpdated': 'PRODUCT_UPDATED_TOPIC_ARN',
  'product.productDeleted': 'PRODUCT_DELETED_TOPIC_ARN',
  'product.productAnnounced': 'PRODUCT_ANNOUNCED_TOPIC_ARN',
  'product.stockUpdated': 'STOCK_LEVEL_UPDATED_TOPIC_ARN',
  'product.pricingChanged': 'PRICE_CALCULATED_TOPIC_ARN',
} as const satisfies Record<ProductEventType | FactEventType, Variable>;

/** Reads a required variable. @throws Error with its name and description if it is missing or empty. */
export const readVariable = (name: Variable, environment: NodeJS.ProcessEnv = process.env): string => {
  const value = environment[name];
  if (!value) throw new Error(`The environment variable ${name} is not set: ${VARIABLES[name]}.`);
  return value;
};

/** Reads the topic ARN of each event type. @throws Error as {@link readVariable} */
export const readTopics = <T extends keyof typeof TOPIC_VARIABLES>(
  types: readonly T[],
): Readonly<Record<T, string>> =>
  Object.fromEntries(types.map((type) => [type, readVariable(TOPIC_VARIABLES[type])])) as Record<T, string>;

/** Reads an optional variable. */
export const readOptionalVariable = (
  name: Variable,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined => environment[name] || undefined;
