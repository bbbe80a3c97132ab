import type { Violation } from '@product-service/ledger';
import type { DeadLetter } from '../service/dead-letters.js';

/** The dead-letter queues have all of the poison, and nothing else. */
export const checkDeadLetters = (
  deadLetters: readonly DeadLetter[],
  poison: readonly string[],
): Violation[] => [
  ...deadLetters
    .filter(({ body }) => !poison.some((mark) => body.includes(mark)))
    .map(({ queue, body, reason }): Violation => ({
      promise: 'left-over',
      text: `${queue} has a message that is no poison (${reason}): ${body.slice(0, 500)}`,
    })),
  ...poison
    .filter((mark) => !deadLetters.some(({ body }) => body.includes(mark)))
    .map((mark): Violation => ({ promise: 'left-over', text: `${mark} is in no dead-letter queue` })),
];
