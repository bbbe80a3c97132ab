import { json, type TerraformType, without } from './terraform-type.js';

export const MESSAGING: Readonly<Record<string, TerraformType>> = {
  aws_sqs_queue: {
    type: 'AWS::SQS::Queue',
    arn: 'sqs',
    attributes: { arn: 'Arn', url: 'Ref', id: 'Ref' },
    settings: {
      name: 'QueueName',
      fifo_queue: (isFifo) => (isFifo ? { FifoQueue: true } : {}),
      content_based_deduplication: (isOn) => (isOn ? { ContentBasedDeduplication: true } : {}),
      message_retention_seconds: 'MessageRetentionPeriod',
      visibility_timeout_seconds: 'VisibilityTimeout',
      sqs_managed_sse_enabled: 'SqsManagedSseEnabled',
      redrive_policy: json('RedrivePolicy'),
      delay_seconds: (seconds) => (seconds === 0 ? {} : { DelaySeconds: seconds }),
      max_message_size: 'MaximumMessageSize',
      receive_wait_time_seconds: (seconds) =>
        seconds === 0 ? {} : { ReceiveMessageWaitTimeSeconds: seconds },
    },
  },
  aws_sqs_queue_policy: {
    type: 'AWS::SQS::QueuePolicy',
    settings: { queue_url: (url) => ({ Queues: [url] }), policy: json('PolicyDocument') },
  },
  aws_sns_topic: {
    type: 'AWS::SNS::Topic',
    arn: 'sns',
    attributes: { arn: 'Ref', id: 'Ref' },
    settings: {
      name: 'TopicName',
      kms_master_key_id: 'KmsMasterKeyId',
      fifo_topic: (isFifo) => (isFifo ? { FifoTopic: true } : {}),
      content_based_deduplication: (isOn) => (isOn ? { ContentBasedDeduplication: true } : {}),
    },
  },
  aws_sns_topic_policy: {
    type: 'AWS::SNS::TopicPolicy',
    settings: { arn: (arn) => ({ Topics: [arn] }), policy: json('PolicyDocument') },
  },
  aws_sns_topic_subscription: {
    type: 'AWS::SNS::Subscription',
    settings: {
      topic_arn: 'TopicArn',
      protocol: 'Protocol',
      endpoint: 'Endpoint',
      redrive_policy: json('RedrivePolicy'),
      filter_policy: json('FilterPolicy'),
      raw_message_delivery: (isRaw) => (isRaw ? { RawMessageDelivery: true } : {}),
      confirmation_timeout_in_minutes: without('a queue of the same account needs no confirmation'),
      endpoint_auto_confirms: without('a queue of the same account needs no confirmation'),
    },
  },
};
