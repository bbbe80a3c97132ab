/** What a run does. The same options make the same plan. */
export interface RunOptions {
  readonly seed: number;
  /** Seconds in which faults are injected. */
  readonly duration: number;
  readonly clients: number;
  /** Divides the times of the template, e.g. time-outs and pauses between retries. */
  readonly speed: number;
  /** Faults a second. */
  readonly rate: number;
}

export const DEFAULTS = { duration: 60, clients: 8, speed: 10, rate: 8 } as const;
