import type { Checkpoint } from '../agent/read-checkpoints.js';
import type { Run } from './run-program.js';

const edge = ({ direction, type, topic }: Checkpoint) => `${direction} ${type} ${topic}`;
/** All edges of the pathway that ends with `last`, from its start. */
export const pathwayTo = (last: string, { checkpoints }: Run): string[] => {
  const before = (checkpoint: Checkpoint | undefined): Checkpoint[] =>
    checkpoint ? [...before(checkpoints.find(({ hash }) => hash === checkpoint.parentHash)), checkpoint] : [];
  return before(checkpoints.find((checkpoint) => edge(checkpoint) === last)).map(edge);
};
