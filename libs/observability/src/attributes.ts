/**
 * Names of span attributes: OpenTelemetry's semantic conventions 1.44.0 for messaging, then Datadog's, then our own.
 * @see https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/messaging/messaging-spans.md
 */
export const ATTRIBUTE = {
  system: 'messaging.system',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  destination: 'messaging.destination.name',
  consumerGroup: 'messaging.consumer.group.name',
  messageId: 'messaging.message.id',
  /** Size of the event's data as JSON, in bytes. */
  bodySize: 'messaging.message.body.size',
  /** Size of the delivered message, in bytes. */
  envelopeSize: 'messaging.message.envelope.size',
  /** Only on spans of several messages: the function's span for a batch, and the span of the call to SNS. */
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
  /** Milliseconds that a message waited: since it entered the queue, or since the change that it reports. */
  messageAge: 'messaging.message.age',
  /** 1 for the first delivery. */
  deliveryAttempt: 'messaging.message.delivery_attempt',
  productId: 'product.id',
  /** Outcome of handling a message, in one word. */
  outcome: 'product.outcome',
} as const;

/**
 * `messaging.system` of each transport. The conventions define no value for EventBridge or for an outbox.
 * The keys are the checkpoint types of Data Streams Monitoring.
 */
export const SYSTEM = {
  outbox: 'outbox',
  sns: 'aws.sns',
  sqs: 'aws_sqs',
  eventbridge: 'aws.eventbridge',
} as const;

export type Transport = keyof typeof SYSTEM;
