/**
 * Names of span attributes: OpenTelemetry's semantic conventions 1.44.0 for messaging and, below, what Datadog and
 * we ourselves have beside them.
 * @see https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/messaging/messaging-spans.md
 */
export const ATTRIBUTE = {
  system: 'messaging.system',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  destination: 'messaging.destination.name',
  consumerGroup: 'messaging.consumer.group.name',
  messageId: 'messaging.message.id',
  /** Of the event's data as JSON, in bytes. */
  bodySize: 'messaging.message.body.size',
  /** Of the message as it was delivered, in bytes. */
  envelopeSize: 'messaging.message.envelope.size',
  /** On spans of many messages only: that of the function, for a batch, and that of the call to SNS. */
  batchSize: 'messaging.batch.message_count',

  // Datadog's.
  resource: 'resource.name',
  spanKind: 'span.kind',
  spanType: 'span.type',
  errorType: 'error.type',
  errorMessage: 'error.message',
  errorStack: 'error.stack',

  // Ours.
  /** The type of the event. */
  messageType: 'messaging.message.type',
  /** Milliseconds that a message waited: since it came into the queue, or since the change it tells of. */
  messageAge: 'messaging.message.age',
  /** 1 the first time. */
  deliveryAttempt: 'messaging.message.delivery_attempt',
  productId: 'product.id',
  /** What handling a message came to, in one word. */
  outcome: 'product.outcome',
} as const;

/**
 * `messaging.system` of each way that events travel: the conventions have no word for EventBridge and for an outbox.
 * The keys are the types of Data Streams Monitoring's checkpoints.
 */
export const SYSTEM = {
  outbox: 'outbox',
  sns: 'aws.sns',
  sqs: 'aws_sqs',
  eventbridge: 'aws.eventbridge',
} as const;

export type Transport = keyof typeof SYSTEM;
