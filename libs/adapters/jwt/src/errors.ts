import type { ClassifiedError, FailureKind } from '@product-service/events';

/** No token, or an invalid one. The message never contains the token. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** The caller is authenticated but not authorised. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
}

/** The signing secret cannot be read, so no token can be verified. */
export class SecretUnavailableError extends Error implements ClassifiedError {
  override readonly name = 'SecretUnavailableError';
  readonly failureKind: FailureKind;

  constructor(parameterName: string, cause: unknown) {
    super(
      `The parameter ${parameterName} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
    this.failureKind = isConfigurationError(cause) ? 'unexpected' : 'temporary';
  }
}

/** The parameter or a permission is missing: not transient. */
const isConfigurationError = (cause: unknown): boolean =>
  cause instanceof Error &&
  /^(ParameterNotFound|ValidationException|AccessDenied|InvalidKeyId)/.test(cause.name);
