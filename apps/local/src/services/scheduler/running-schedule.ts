/** An enabled schedule. */
export interface RunningSchedule {
  readonly arn: string;
  readonly targetArn: string;
  /** Seconds of the template. */
  readonly interval: number;
}
