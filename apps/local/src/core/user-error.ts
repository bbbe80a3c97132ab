/** A problem that the user can solve. It is shown as its message alone, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
