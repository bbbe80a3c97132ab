import { readdirSync, readFileSync } from 'node:fs';

/** The pids of all descendants of a process, read from Linux's `/proc`. */
export const descendantsOf = (pid: number): number[] => {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const parent = parentOf(name);
        return parent === undefined ? [] : [[Number(name), parent] as const];
      }),
  );
  const below = (parent: number): number[] =>
    [...parents].filter(([, it]) => it === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
};

/** `/proc/<pid>/stat`: the pid, the name in parentheses, the state, the parent. */
const parentOf = (pid: string): number | undefined => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    // The process has ended in the meantime.
    return undefined;
  }
};
