/** A resource or data source, as Terraform evaluated it. */
export interface EvaluatedResource {
  /** Without quotation marks: `module.queue[Prices].aws_sqs_queue.this`. */
  readonly address: string;
  readonly type: string;
  /** Given by the configuration. References look like `${module.queue[Prices].aws_sqs_queue.this.arn}`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Addresses, also of indirect dependencies. */
  readonly dependsOn: readonly string[];
}

/** The configuration for one environment. */
export interface EvaluatedConfiguration {
  readonly resources: readonly EvaluatedResource[];
  readonly data: readonly EvaluatedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Of every resource. */
  readonly tags: Readonly<Record<string, string>>;
}
