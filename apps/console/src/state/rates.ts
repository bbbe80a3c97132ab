import { signal } from '@preact/signals';
import type { Passages } from '../protocol/index.js';
import { type Arrival, type Rate, ratesOf, WINDOW_MS } from './rate.js';

const CHECK_MS = 1_000;

let arrivals: readonly Arrival[] = [];

/** By the connection, see `connectionId`. Only connections with messages. */
export const rates = signal<ReadonlyMap<string, Rate>>(new Map());

export const passagesArrived = (passages: readonly Passages[]): void => {
  arrivals = [...arrivals, { at: Date.now(), passages }];
  compute();
};

const compute = (): void => {
  const now = Date.now();
  arrivals = arrivals.filter(({ at }) => at > now - WINDOW_MS);
  const next = ratesOf(arrivals, now);
  if (next.size > 0 || rates.peek().size > 0) rates.value = next;
};

setInterval(compute, CHECK_MS);
