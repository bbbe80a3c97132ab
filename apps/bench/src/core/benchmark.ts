import type { Figure } from './statistics.js';

/** One benchmark: `npm run bench -- <name>`. */
export interface Benchmark {
  readonly name: string;
  /** What it answers, in one line. */
  readonly title: string;
  run(bench: Bench): Promise<readonly Table[]>;
}

/** What the command line gives a benchmark. */
export interface Bench {
  /** How often everything is measured. Each round measures the baseline again. */
  readonly rounds: number;
  /** Shows what is being done. */
  readonly progress: (message: string) => void;
  /** Registers what is to be stopped at the end. The last one is stopped first. */
  readonly onEnd: (stop: () => Promise<unknown> | void) => void;
}

/** A result. The JSON has its numbers, the documentation a table. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | Figure;
