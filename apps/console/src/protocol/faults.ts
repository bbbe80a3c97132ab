/** A fault that the page offers by name. */
export interface FaultPreset {
  readonly id: string;
  readonly title: string;
  /** What fails, and what to look at. */
  readonly explanation: string;
}

export interface FaultStatus {
  /** Why no faults can be injected here. Absent: they can. */
  readonly unavailable?: string;
  readonly presets: readonly FaultPreset[];
  /** Ids of the presets that last. */
  readonly active: readonly string[];
  /** Faults that happened since the start. */
  readonly happened: number;
}
