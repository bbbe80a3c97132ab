import { errors, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
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
const BEARER = /^Bearer +([\w.-]+)$/i;
/**
 * Three parts in Base64url without padding (RFC 7515). The third has the 32 bytes of an HMAC SHA-256: 43 digits, the last one
 * with four bits. Decoders ignore the two unused bits, so without this rule a token could be written in several ways.
 */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/**
 * Accepts JWTs signed with `secret` by HS256, with the claims `sub`, `user_type`, `iat` and `exp`. If the signature does not
 * match, it is verified again with a renewed secret, which may have been rotated. If the secret cannot be read, it rejects
 * with a SecretUnavailableError, not with an UnauthenticatedError.
 */
export const authenticator = ({ secret }: { secret: Secret }): Authenticate => {
  const keyOf = keyImport();
  return async (authorization) => {
    const token = tokenIn(authorization);
    const principal =
      (await verify(token, await keyOf(await secret.current()))) ??
      (await verify(token, await keyOf(await secret.renewed())));
    if (!principal) throw invalidToken();
    return principal;
  };
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
  if (!TOKEN.test(token)) throw invalidToken();
  return token;
};

/** Imports each secret once: that takes longer than to verify a token. */
const keyImport = () => {
  let last: { readonly secret: string; readonly key: Promise<CryptoKey> } | undefined;
  return (secret: string): Promise<CryptoKey> => {
    if (last?.secret !== secret) last = { secret, key: importKey(secret) };
    return last.key;
  };
};

const importKey = async (secret: string): Promise<CryptoKey> => {
  // Anyone could sign with an empty secret.
  if (secret === '') throw new Error('The secret that tokens are signed with is empty: set it.');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['verify']);
};

/** The token's principal; `undefined` if it was not signed with this key. */
const verify = async (token: string, key: CryptoKey): Promise<Principal | undefined> => {
  try {
    const { payload } = await jwtVerify(token, key, {
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

const principalOf = ({ sub, iat, exp, user_type: claimed }: JWTPayload): Principal => {
  const latestIssue = Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS;
  // JSON.parse reads 1e999 as Infinity: such a token would never expire.
  if (!Number.isFinite(exp) || !Number.isFinite(iat)) throw invalidToken();
  if (typeof sub !== 'string' || sub === '' || Number(iat) > latestIssue) throw invalidToken();
  if (typeof claimed !== 'string' || claimed === '') throw invalidToken();
  return { subject: sub, userType: claimed };
};

const invalidToken = () => new UnauthenticatedError('The token is not valid.');
