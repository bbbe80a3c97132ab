/**
 * Names of span attributes: OpenTelemetry's messaging conventions 1.37 and, below, what Datadog expects beside them.
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 */
export const ATTRIBUTE = {
  system: 'messaging.system',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  destination: 'messaging.destination.name',
  messageId: 'messaging.message.id',
  envelopeSize: 'messaging.message.envelope.size',
  consumerGroup: 'messaging.consumer.group.name',

  /** The type of the event. */
  messageType: 'messaging.message.type',
  /** Milliseconds between sending and handling. */
  messageAge: 'messaging.message.age',
  /** 1 the first time. */
  deliveryAttempt: 'messaging.message.delivery_attempt',
  spanKind: 'span.kind',
  productId: 'product.id',
  /** What handling a message came to, in one word. */
  outcome: 'product.outcome',
} as const;

/** `messaging.system` of each way that events travel; the ids of Data Streams Monitoring's checkpoints are its keys. */
export const SYSTEM = {
  outbox: 'outbox',
  sns: 'aws.sns',
  sqs: 'aws_sqs',
  eventbridge: 'aws.eventbridge',
} as const;

export type Transport = keyof typeof SYSTEM;
