import { readFileSync } from 'node:fs';

/** True until the process has ended and its parent knows it. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Names a process so that another one, which gets the same number later, is not taken for it, where the system tells. */
export const identityOf = (pid: number): string => `${pid} ${startOf(pid)}`.trimEnd();

/** False as soon as the process of this identity has ended, or if the text is none. */
export const isRunning = (identity: string): boolean => {
  const [, pid, start] = /^(\d+)(?: (\d+))?$/.exec(identity) ?? [];
  if (pid === undefined || !isAlive(Number(pid))) return false;
  return start === undefined || start === startOf(Number(pid));
};

/** When it was started, in ticks since the machine was; empty where that can't be known. @see proc_pid_stat(5) */
const startOf = (pid: number): string => {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1);
    return afterName?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
};
