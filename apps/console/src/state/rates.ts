import { signal } from '@preact/signals';
import type { Passages } from '../protocol/index.js';

/** What passed on one connection in the last {@link WINDOW_MS}. */
export interface Rate {
  readonly perSecond: number;
  readonly failed: number;
}

const WINDOW_MS = 5_000;
const CHECK_MS = 1_000;

let recent: readonly { readonly at: number; readonly passages: readonly Passages[] }[] = [];

/** By the connection, see {@link connectionId}. Only connections with messages. */
export const rates = signal<ReadonlyMap<string, Rate>>(new Map());

export const connectionId = (from: string, to: string): string => `${from} ${to}`;

export const passagesArrived = (passages: readonly Passages[]): void => {
  recent = [...recent, { at: Date.now(), passages }];
  compute();
};

const compute = (): void => {
  recent = recent.filter(({ at }) => at > Date.now() - WINDOW_MS);
  const sums = new Map<string, Rate>();
  for (const { from, to, count, failed } of recent.flatMap(({ passages }) => passages)) {
    const id = connectionId(from, to);
    const sum = sums.get(id) ?? { perSecond: 0, failed: 0 };
    sums.set(id, {
      perSecond: sum.perSecond + count / (WINDOW_MS / 1000),
      failed: sum.failed + failed,
    });
  }
  if (sums.size > 0 || rates.peek().size > 0) rates.value = sums;
};

setInterval(compute, CHECK_MS);
