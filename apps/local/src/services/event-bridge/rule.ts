/** A target of a rule: an SQS queue or another bus. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The role that EventBridge assumes to send to another bus. For queues, their own policies decide. */
  readonly roleArn?: string | undefined;
  /** Fixed text to send instead of the event. */
  readonly input?: string | undefined;
  /** JSON path of the part of the event to send. */
  readonly inputPath?: string | undefined;
  readonly messageGroupId?: string | undefined;
  readonly retryPolicy?: RetryPolicy | undefined;
  /** ARN of the dead-letter queue. */
  readonly deadLetterArn?: string | undefined;
}

/** The defaults are EventBridge's maximums. */
export interface RetryPolicy {
  /** Attempts after the first. */
  readonly maximumRetryAttempts?: number | undefined;
  /** Seconds of the template. */
  readonly maximumEventAge?: number | undefined;
}

/** A rule of an event bus. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  /** Seconds of the template between two scheduled events. */
  readonly interval?: number | undefined;
  /** JSON. Absent in a rule with only a schedule. */
  readonly pattern?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled: boolean;
  /** By their ids. */
  readonly targets: ReadonlyMap<string, Target>;
}
