import type { Violation } from '@product-service/ledger';
import type { NotEmpty } from '../service/drain.js';

/** Growth that counts as a leak: of the median of the last third, against that of the second. */
const GROWTH = 1.3;
const GROWTH_MB = 60;

const leftOver = (text: string): Violation => ({ promise: 'left-over', text });

export const checkDrained = (notEmpty: readonly NotEmpty[]): Violation[] =>
  notEmpty.map(({ queue, messages }) => leftOver(`${messages} messages stay in ${queue}`));

export const checkProcesses = (maximum: number, limit: number, alive: readonly number[]): Violation[] => [
  ...(maximum > limit ? [leftOver(`${maximum} processes ran at a time, at most ${limit} are expected`)] : []),
  ...(alive.length > 0 ? [leftOver(`These processes still run after the stop: ${alive.join(', ')}`)] : []),
];

/** @param memory in MB, one measurement after the other */
export const checkMemory = (memory: readonly number[]): Violation[] => {
  const third = Math.floor(memory.length / 3);
  const before = median(memory.slice(third, 2 * third));
  const after = median(memory.slice(2 * third));
  if (third === 0 || after < before * GROWTH + GROWTH_MB) return [];
  return [
    leftOver(`The memory of the local cloud grew from ${Math.round(before)} to ${Math.round(after)} MB`),
  ];
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
