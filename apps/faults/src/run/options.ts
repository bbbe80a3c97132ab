/** What a run does. The same options make the same plan. */
export interface RunOptions {
  readonly seed: number;
  /** Seconds in which faults are injected. */
  readonly duration: number;
  readonly clients: number;
  /** Divides the times of the template, e.g. time-outs and pauses between retries. */
  readonly speed: number;
  /** Operations between two faults. So a slow machine has fewer of both. */
  readonly spacing: number;
  /** File for what the local cloud prints. */
  readonly log?: string | undefined;
}

export const DEFAULTS = { duration: 60, clients: 6, speed: 5, spacing: 6 } as const;
