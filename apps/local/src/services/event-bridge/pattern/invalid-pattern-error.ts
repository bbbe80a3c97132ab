/** The pattern contains something that EventBridge or the local cloud does not know. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}
