/** Where a rule sends matching events: an SQS queue or another bus. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The role in which EventBridge sends to another bus. Queues say in their own policies what they take. */
  readonly roleArn?: string | undefined;
  /** A text to send instead of the event. */
  readonly input?: string | undefined;
  /** The part of the event to send. */
  readonly inputPath?: string | undefined;
  readonly messageGroupId?: string | undefined;
  readonly retryPolicy?: RetryPolicy | undefined;
  /** Of the queue that gets what could not be delivered. */
  readonly deadLetterArn?: string | undefined;
}

/** What is left out is as long and as often as EventBridge tries at most. */
export interface RetryPolicy {
  /** Tries after the first. */
  readonly maximumRetryAttempts?: number | undefined;
  /** Seconds of the template. */
  readonly maximumEventAge?: number | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  /** JSON. Absent in a rule that only has a schedule. */
  readonly pattern?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled: boolean;
  /** By their ids. */
  readonly targets: ReadonlyMap<string, Target>;
}
