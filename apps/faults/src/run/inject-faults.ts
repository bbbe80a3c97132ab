import type { Fault } from '@product-service/local/testing';
import { untilEnough } from '../clients/until-enough.js';
import type { FaultyService } from '../service/faulty-service.js';

/** If nothing works any more, the next fault comes after this time nevertheless. */
const LONGEST_PAUSE_MS = 2000;

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
    await untilEnough(operations, spacing, LONGEST_PAUSE_MS, isOver);
  }
};
