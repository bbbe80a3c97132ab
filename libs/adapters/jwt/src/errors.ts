import type { ClassifiedError, FailureKind } from '@product-service/events';

/** Nobody is known to be asking: no token, or one that is not to be trusted. The message never repeats the token. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** It is known who is asking, and they may not. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
}

/** What tokens are signed with cannot be read: nobody can tell whether a token is good. */
export class SecretUnavailableError extends Error implements ClassifiedError {
  override readonly name = 'SecretUnavailableError';
  readonly failureKind: FailureKind;

  constructor(parameterName: string, cause: unknown) {
    super(
      `The parameter ${parameterName} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
    this.failureKind = isRefused(cause) ? 'unexpected' : 'temporary';
  }
}

/** A name or a right is missing: that does not pass by itself. */
const isRefused = (cause: unknown): boolean =>
  cause instanceof Error &&
  /^(ParameterNotFound|ValidationException|AccessDenied|InvalidKeyId)/.test(cause.name);
