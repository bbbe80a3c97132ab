import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ForbiddenError, UnauthenticatedError } from './errors.js';
import type { Secret } from './ssm-secret.js';

/** Who is asking. */
export interface Principal {
  readonly subject: string;
  /** `ADMIN`, `STANDARD`, or another that the user service issues. */
  readonly userType: string;
}

/** Tells from the value of the `Authorization` header who is asking. @throws UnauthenticatedError */
export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

/** How far the clock of whoever issued the token may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** API Gateway takes 10,240 bytes of headers in all. */
const MAX_LENGTH = 8_192;
/** RFC 6750, section 2.1: one token, of these characters only. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Trusts JWTs signed with `secret` by HS256 that say who it is (`sub`, `user_type`), since when (`iat`) and until
 * when (`exp`). A signature that does not match is checked once more with the secret read anew: it may have been
 * rotated. When the secret cannot be read it rejects with a SecretUnavailableError, not with UnauthenticatedError.
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

/** Lets pass only those of one user type. @throws UnauthenticatedError, ForbiddenError */
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

/** Whom the token speaks of; `undefined` if its signature is not by this secret. */
const verify = async (token: string, secret: string): Promise<Principal | undefined> => {
  // Everyone can sign with an empty secret.
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
    // Without its cause: jose hangs the claims on some.
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
