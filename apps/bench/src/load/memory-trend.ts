import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../core/statistics.js';
import type { Usage } from '../saturation/process-memory.js';

/** Memory of all processes during a level, in MB. */
export interface MemoryTrend {
  readonly firstThird: number;
  readonly lastThird: number;
  readonly most: number;
  readonly processes: number;
}

const INTERVAL_MS = 1_000;
/** How much more the last third may use than the first one. V8 collects garbage when it likes to. */
const MARGIN_MB = 60;
const MARGIN_RATIO = 1.1;

export const isFlat = ({ firstThird, lastThird }: MemoryTrend): boolean =>
  lastThird <= firstThird * MARGIN_RATIO + MARGIN_MB;

/** Reads the memory every second until `isOver`. */
export const watchMemory = async (usage: () => Usage, isOver: () => boolean): Promise<MemoryTrend> => {
  const samples: Usage[] = [];
  while (!isOver()) {
    samples.push(usage());
    await sleep(INTERVAL_MS);
  }
  const sizes = samples.map(({ memory }) => memory);
  const third = Math.max(1, Math.floor(sizes.length / 3));
  return {
    firstThird: median(sizes.slice(0, third)),
    lastThird: median(sizes.slice(-third)),
    most: Math.max(...sizes),
    processes: Math.max(...samples.map(({ processes }) => processes)),
  };
};
