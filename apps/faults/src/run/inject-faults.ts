import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '@product-service/local/testing';
import type { FaultyService } from '../service/faulty-service.js';

/** If nothing works any more, the next fault comes after this time nevertheless. */
const LONGEST_PAUSE_MS = 2000;
const POLL_MS = 10;

/** Injects a fault after every `spacing` operations, until `isOver`. */
export const injectFaults = async (
  service: FaultyService,
  faults: Iterator<Fault, never>,
  spacing: number,
  operations: () => number,
  isOver: () => boolean,
): Promise<void> => {
  while (!isOver()) {
    await service.inject(faults.next().value);
    const next = operations() + spacing;
    const latest = performance.now() + LONGEST_PAUSE_MS;
    while (operations() < next && performance.now() < latest && !isOver()) await sleep(POLL_MS);
  }
};
