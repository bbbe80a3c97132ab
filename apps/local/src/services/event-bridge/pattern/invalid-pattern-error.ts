/** The pattern asks for something that EventBridge, or this machine, does not know. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}
