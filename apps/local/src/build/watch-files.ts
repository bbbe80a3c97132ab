import { watch } from 'node:fs';
import { join, sep } from 'node:path';
import type { Stoppable } from '../core/stoppable.js';

/** Editors write a file in several steps, and a checkout changes many files. */
const QUIET_MS = 200;

/**
 * Watches the files in folders, and below them.
 * @param folders relative to `root`
 * @param isWatched decides by the path relative to `root`, with `/` between its parts
 * @param onChange gets the changed paths. It must not throw. Changes while it runs are reported together afterwards.
 */
export const watchFiles = (
  root: string,
  folders: readonly string[],
  isWatched: (path: string) => boolean,
  onChange: (paths: readonly string[]) => Promise<void>,
): Stoppable => {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const report = async (): Promise<void> => {
    if (isBusy || changed.size === 0) return;
    isBusy = true;
    const paths = [...changed];
    changed.clear();
    await onChange(paths).finally(() => (isBusy = false));
    schedule();
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void report(), QUIET_MS);
  };
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      const path = join(folder, name ?? '')
        .split(sep)
        .join('/');
      if (!isWatched(path)) return;
      changed.add(path);
      schedule();
    }),
  );
  return {
    stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
};
