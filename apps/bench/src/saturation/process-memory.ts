import { readFileSync } from 'node:fs';

/** What a group of processes uses. */
export interface Usage {
  readonly processes: number;
  /** MB. A page that several processes share counts once. */
  readonly memory: number;
}

/**
 * The sum over processes of their proportional set size (PSS).
 * @see proc_pid_smaps_rollup(5)
 */
export const usageOf = (pids: readonly number[]): Usage => {
  const sizes = pids.map(proportionalSetSize).filter((size) => size > 0);
  return { processes: sizes.length, memory: sizes.reduce((sum, size) => sum + size, 0) };
};

export const isPostgres = (pid: number): boolean => read(`/proc/${pid}/comm`).trim() === 'postgres';

const proportionalSetSize = (pid: number): number => {
  const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes ?? 0) / 1000;
};

/** Empty if the process has ended, or if the system has no `/proc`. */
const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
