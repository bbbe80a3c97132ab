import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '@product-service/local/testing';
import type { FaultyService } from '../service/faulty-service.js';

/** Injects faults at a steady rate, until `isOver`. */
export const injectFaults = async (
  service: FaultyService,
  faults: Iterator<Fault, never>,
  rate: number,
  isOver: () => boolean,
): Promise<void> => {
  while (!isOver()) {
    await service.inject(faults.next().value);
    await sleep(1000 / rate);
  }
};
