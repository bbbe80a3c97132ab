import { createHmac } from 'node:crypto';

/** Seconds since 1970, as claims have them. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** The claims of an administrator, with changes; `undefined` removes a claim. */
export const claims = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  sub: 'alice',
  user_type: 'ADMIN',
  iat: now(),
  exp: now() + 60,
  ...changes,
});

/** Base64url without padding. A text is encoded as it is, any other value as JSON. */
export const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

interface Parts {
  readonly secret: string | Buffer;
  /** Default: `{alg: 'HS256'}`. */
  readonly header?: unknown;
  /** Default: {@link claims}. */
  readonly payload?: unknown;
  /** Of the HMAC; the header says what it likes. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

/** A compact JWS with any header and payload, signed by an HMAC. */
export const forged = ({
  secret,
  header = { alg: 'HS256' },
  payload = claims(),
  hash = 'sha256',
}: Parts): string => {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
};

/** A token with some of its parts replaced. */
export const withParts = (
  token: string,
  change: (header: string, payload: string, signature: string) => readonly string[],
): string => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return change(header, payload, signature).join('.');
};
