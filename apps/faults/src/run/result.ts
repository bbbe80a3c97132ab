import type { Verdict, Violation, History } from '@product-service/ledger';
import type { RunOptions } from './options.js';

/** What a run has shown. */
export interface RunResult {
  readonly options: RunOptions;
  readonly history: History;
  /** Faults that have happened. */
  readonly faults: number;
  /** Number of answers of each HTTP status, `hung` and `no answer`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly poison: number;
  /** From the last fault until the service was at rest. */
  readonly drainSeconds: number;
  readonly violations: readonly Violation[];
  readonly counts: Verdict['counts'];
  readonly undecided: Verdict['undecided'];
}

/** The figures of a run: the last line of the output with `--json`. */
export type Summary = ReturnType<typeof summaryOf>;

export const summaryOf = ({ options, history, faults, violations, counts, ...others }: RunResult) => {
  const { seed, duration, clients, speed, spacing } = options;
  return {
    seed,
    operations: history.operations.length,
    faults,
    ...counts,
    hung: violations.filter(({ promise }) => promise === 'hung').length,
    violations: violations.length,
    undecided: others.undecided.length,
    poison: others.poison,
    drainSeconds: others.drainSeconds,
    statuses: others.statuses,
    duration,
    clients,
    speed,
    spacing,
  };
};
