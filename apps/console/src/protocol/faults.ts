/** A fault that the page offers by name. */
export interface FaultPreset {
  readonly id: string;
  readonly title: string;
  /** What fails, and what to look at. */
  readonly explanation: string;
}

/** Where faults can be injected, and which. */
export interface FaultPoints {
  /** Names of functions. */
  readonly functions: readonly string[];
  /** Calls to AWS, e.g. `sns:PublishBatch`. */
  readonly operations: readonly string[];
  readonly statements: readonly string[];
  /** By the place of the fault: `aws-call`, `statement`, `function`, `database`. */
  readonly effects: Readonly<Record<string, readonly string[]>>;
}

export interface FaultStatus {
  readonly presets: readonly FaultPreset[];
  readonly points: FaultPoints;
  /** Ids of the presets that last. */
  readonly active: readonly string[];
  /** Faults that happened since the start. */
  readonly happened: number;
}
