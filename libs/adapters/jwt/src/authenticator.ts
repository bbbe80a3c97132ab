import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ForbiddenError, UnauthenticatedError } from './errors.js';
import type { Secret } from './ssm-secret.js';

/** The authenticated caller. */
export interface Principal {
  readonly subject: string;
  /** `ADMIN`, `STANDARD`, or another that the user service issues. */
  readonly userType: string;
}

/** Authenticates the caller from the value of the `Authorization` header. @throws UnauthenticatedError */
export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

/** Allowed difference between the issuer's clock and ours. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** API Gateway accepts 10,240 bytes of headers in total. */
const MAX_LENGTH = 8_192;
/** RFC 6750, section 2.1: one token, with these characters only. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Accepts JWTs signed with `secret` by HS256, with the claims `sub`, `user_type`, `iat` and `exp`. If the signature does not
 * match, it is verified again with a renewed secret, which may have been rotated. If the secret cannot be read, it rejects
 * with a SecretUnavailableError, not with an UnauthenticatedError.
 */
export const authenticator =
  ({ secret }: { secret: Secret }): Authenticate =>
  async (authorization) => {
    const token = tokenIn(authorization);
    const principal =
      (await verify(token, await secret.current())) ?? (await verify(token, await secret.renewed()));
    if (!principal) throw invalidToken();
    return principal;
  };

/** Accepts only callers of one user type. @throws UnauthenticatedError, ForbiddenError */
export const requireRole =
  (role: string, authenticate: Authenticate): Authenticate =>
  async (authorization) => {
    const principal = await authenticate(authorization);
    if (principal.userType !== role) throw new ForbiddenError(`This needs a token of user type ${role}.`);
    return principal;
  };

const tokenIn = (authorization: string | undefined): string => {
  if (!authorization) throw new UnauthenticatedError('Send the header Authorization: Bearer <token>.');
  const token = authorization.length <= MAX_LENGTH ? BEARER.exec(authorization)?.[1] : undefined;
  if (!token) throw new UnauthenticatedError('The Authorization header must be: Bearer <token>.');
  return token;
};

/** The token's principal; `undefined` if it was not signed with this secret. */
const verify = async (token: string, secret: string): Promise<Principal | undefined> => {
  // Anyone could sign with an empty secret.
  if (secret === '') throw new Error('The secret that tokens are signed with is empty: set it.');
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'iat', 'sub', 'user_type'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return principalOf(payload);
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
    if (error instanceof errors.JWTExpired) throw new UnauthenticatedError('The token has expired.');
    // Without its cause: some jose errors contain the claims.
    if (error instanceof errors.JOSEError) throw invalidToken();
    throw error;
  }
};

const principalOf = ({ sub, iat, user_type: claimed }: JWTPayload): Principal => {
  const latestIssue = Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS;
  if (typeof sub !== 'string' || sub === '' || Number(iat) > latestIssue) throw invalidToken();
  if (typeof claimed !== 'string' || claimed === '') throw invalidToken();
  return { subject: sub, userType: claimed };
};

const invalidToken = () => new UnauthenticatedError('The token is not valid.');
