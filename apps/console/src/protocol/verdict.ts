/** One promise of the service, compared with what happened since the start. */
export interface Promised {
  readonly promise: string;
  /** Undefined: it cannot be told yet, e.g. while events are on their way. */
  readonly isKept: boolean | undefined;
  /** What was counted, or what broke the promise. */
  readonly detail: string;
}

/** What a ledger outside of the service says. */
export interface Verdict {
  readonly promises: readonly Promised[];
  /** Changes that clients were told are done. */
  readonly acknowledged: number;
  /** Of these, how many were published. */
  readonly published: number;
  /** Events that were published more than once. */
  readonly repeated: number;
}
