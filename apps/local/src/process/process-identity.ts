import { readFileSync } from 'node:fs';

/** True until the process has ended and its parent has read its exit status. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Identifies a process. A later process with the same pid has another identity, if the system has `/proc`. */
export const identityOf = (pid: number): string => `${pid} ${startOf(pid)}`.trimEnd();

/** False if the process with this identity has ended, or if the text is not an identity. */
export const isRunning = (identity: string): boolean => {
  const [, pid, start] = /^(\d+)(?: (\d+))?$/.exec(identity) ?? [];
  if (pid === undefined || !isAlive(Number(pid))) return false;
  return start === undefined || start === startOf(Number(pid));
};

/** Start time in clock ticks since boot. Empty on systems without `/proc`. @see proc_pid_stat(5) */
const startOf = (pid: number): string => {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1);
    return afterName?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
};
