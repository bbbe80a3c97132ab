/** Nobody is known to be asking: no token, or one that is not to be trusted. The message never repeats the token. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** It is known who is asking, and they may not. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
}
