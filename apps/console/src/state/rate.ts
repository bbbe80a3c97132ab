import type { Passages } from '../protocol/index.js';

/** What passed on one connection in the last {@link WINDOW_MS}. */
export interface Rate {
  readonly perSecond: number;
  readonly failed: number;
}

/** Passages, with the time of their arrival in ms. */
export interface Arrival {
  readonly at: number;
  readonly passages: readonly Passages[];
}

export const WINDOW_MS = 5_000;

/** Two places. No id of a place contains a space. */
export const connectionId = (from: string, to: string): string => `${from} ${to}`;

/** What passed within the window before `now`, by the connection. */
export const ratesOf = (arrivals: readonly Arrival[], now: number): ReadonlyMap<string, Rate> => {
  const rates = new Map<string, Rate>();
  for (const { from, to, count, failed } of arrivals
    .filter(({ at }) => at > now - WINDOW_MS)
    .flatMap(({ passages }) => passages)) {
    const id = connectionId(from, to);
    const sum = rates.get(id) ?? { perSecond: 0, failed: 0 };
    rates.set(id, { perSecond: sum.perSecond + count / (WINDOW_MS / 1_000), failed: sum.failed + failed });
  }
  return rates;
};
