import type { StackState } from './stack-state.js';

/**
 * The values of `PROTECTED` to deploy with, in order. A protected stack cannot be deleted, so a failed first deployment could
 * not be retried: protection is switched on after it succeeded. A protected stack stays protected until `PROTECTED=N`.
 * @param requested value of `PROTECTED`, if it is set.
 * @param byDefault whether environments with this name are protected by default.
 */
export const deploymentSteps = (
  stack: StackState,
  requested: boolean | undefined,
  byDefault: boolean,
): readonly ('Y' | 'N')[] => {
  if (!(requested ?? (stack.isProtected || byDefault))) return ['N'];
  return stack.isEstablished ? ['Y'] : ['N', 'Y'];
};
