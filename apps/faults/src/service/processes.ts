import { descendantsOf } from '@product-service/local/testing';
import { readFileSync } from 'node:fs';

/** Observes the processes of the service. Linux only. */
export interface ProcessWatch {
  /** The highest number of processes at a time. */
  maximum(): number;
  /** Memory of the process that stays, in MB, since the last call. */
  memory(): readonly number[];
  /** Ends the observation. Returns those of its processes that are still alive: after the service is stopped, none should be. */
  alive(): number[];
}

const PERIOD_MS = 1000;
const PAGE_BYTES = 4096;

export const watchProcesses = (pid: number): ProcessWatch => {
  /** Each with the time of its start. */
  const seen = new Map<number, string>();
  let maximum = 0;
  let memory: number[] = [];
  const timer = setInterval(() => {
    const pids = descendantsOf(pid);
    for (const it of pids) if (!seen.has(it)) seen.set(it, startOf(it));
    maximum = Math.max(maximum, pids.length);
    memory.push(residentMemory(pid));
  }, PERIOD_MS);
  return {
    maximum: () => maximum,
    memory() {
      const taken = memory;
      memory = [];
      return taken;
    },
    alive() {
      clearInterval(timer);
      return [...seen].filter(([it, start]) => start && startOf(it) === start).map(([it]) => it);
    },
  };
};

/** The resident set of a process in MB. @see proc_pid_statm(5) */
const residentMemory = (pid: number): number =>
  (Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES) / 1_000_000;

/** A process id can be used again, so the start of the process is compared too. Empty: it has ended. */
const startOf = (pid: number): string => {
  const stat = read(`/proc/${pid}/stat`);
  const [state, , , , , , , , , , , , , , , , , , , started = ''] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ');
  return state === 'Z' ? '' : started;
};

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
};
