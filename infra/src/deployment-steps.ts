import type { StackState } from './stack-state.js';

/**
 * The values of `PROTECTED` to deploy with, one after the other. What is protected cannot be deleted, so a first
 * deployment that fails could not be tried again: protection follows its success. A stack that is protected stays so
 * until it is told otherwise.
 * @param told what `PROTECTED` says, if anything.
 * @param byName whether environments of this name are protected unless told otherwise.
 */
export const deploymentSteps = (
  stack: StackState,
  told: boolean | undefined,
  byName: boolean,
): readonly ('Y' | 'N')[] => {
  if (!(told ?? (stack.isProtected || byName))) return ['N'];
  return stack.isEstablished ? ['Y'] : ['N', 'Y'];
};
