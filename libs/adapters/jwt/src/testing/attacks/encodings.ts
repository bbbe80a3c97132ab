import { EncryptJWT } from 'jose';
import { createHash } from 'node:crypto';
import { byToken, type Attack } from '../attack.js';
import { claims, encoded, forged, withParts } from '../forge.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last digit of 32 bytes has two bits that mean nothing: sets one of them. */
const withUnusedBit = (signature: string): string =>
  signature.slice(0, -1) + DIGITS[DIGITS.indexOf(signature.at(-1) ?? '') | 1];

const encrypted = (secret: string): Promise<string> =>
  new EncryptJWT(claims())
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(createHash('sha256').update(secret).digest());

const changed = (
  name: string,
  change: (header: string, payload: string, signature: string) => readonly string[],
): Attack => byToken(name, 401, ({ secret }) => withParts(forged({ secret }), change));

/** A good token that was cut, changed or written in another way. */
export const ENCODING_ATTACKS: readonly Attack[] = [
  changed('no signature', (header, payload) => [header, payload]),
  changed('an empty signature', (header, payload) => [header, payload, '']),
  changed('a signature without its last character', (header, payload, signature) => [
    header,
    payload,
    signature.slice(0, -1),
  ]),
  changed('half a signature', (header, payload, signature) => [header, payload, signature.slice(0, 21)]),
  changed('the signature twice', (header, payload, signature) => [header, payload, signature + signature]),
  changed('a signature of zeros', (header, payload) => [header, payload, 'A'.repeat(43)]),
  changed('the signature of another token', (header, _, signature) => [
    header,
    encoded(claims({ sub: 'mallory' })),
    signature,
  ]),
  changed('another payload, e.g. a later exp', (header, _, signature) => [
    header,
    encoded(claims({ exp: 4_000_000_000 })),
    signature,
  ]),
  changed('the parts in another order', (header, payload, signature) => [payload, header, signature]),
  changed('a fourth part', (header, payload, signature) => [header, payload, signature, signature]),
  changed('an empty first part', (header, payload, signature) => ['', header, payload, signature]),
  changed('padding', (header, payload, signature) => [header, payload, `${signature}=`]),
  changed('Base64 with + and /', (header, payload, signature) => [
    header,
    payload,
    `+/${signature.slice(2)}`,
  ]),
  changed('a signature in hexadecimal', (header, payload, signature) => [
    header,
    payload,
    Buffer.from(signature, 'base64url').toString('hex'),
  ]),
  changed('a signature that is not canonical Base64url', (header, payload, signature) => [
    header,
    payload,
    withUnusedBit(signature),
  ]),
  changed('a space before the signature', (header, payload, signature) => [header, payload, ` ${signature}`]),
  changed('percent-encoding', (header, payload, signature) => [`%65${header.slice(1)}`, payload, signature]),
  changed('a full-width letter', (header, payload, signature) => [
    `ｅ${header.slice(1)}`,
    payload,
    signature,
  ]),
  byToken('an encrypted token (JWE), encrypted with the secret', 401, ({ secret }) => encrypted(secret)),
  byToken('a token in a token', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', cty: 'JWT' }, payload: forged({ secret }) }),
  ),
  byToken('the JSON serialization', 401, ({ secret }) => {
    const [header, payload, signature] = forged({ secret }).split('.');
    return JSON.stringify({ payload, protected: header, signature });
  }),
  byToken('the JSON serialization in Base64url', 401, ({ secret }) => {
    const [header, payload, signature] = forged({ secret }).split('.');
    return encoded({ payload, signatures: [{ protected: header, signature }] });
  }),
  byToken('a header that is no JSON', 401, ({ secret }) => forged({ secret, header: 'HS256' })),
  byToken('a payload that is no JSON', 401, ({ secret }) => forged({ secret, payload: 'ADMIN' })),
  byToken('a payload that is null', 401, ({ secret }) => forged({ secret, payload: null })),
  byToken('a payload that is a list', 401, ({ secret }) => forged({ secret, payload: [claims()] })),
  byToken('a payload with a byte order mark', 'accepted', ({ secret }) =>
    forged({ secret, payload: `\ufeff${JSON.stringify(claims())}` }),
  ),
  byToken('a payload nested 2,000 times', 401, ({ secret }) =>
    forged({ secret, payload: `${'['.repeat(2_000)}${']'.repeat(2_000)}` }),
  ),
  byToken('a token of more than 8 KiB', 401, ({ secret }) =>
    forged({ secret, payload: claims({ sub: 'a'.repeat(8_192) }) }),
  ),
  byToken('NUL at the end', 401, ({ secret }) => `${forged({ secret })}\0`),
  byToken('a line break and another header', 401, ({ secret }) => `${forged({ secret })}\r\nX-Admin: true`),
  byToken('only dots', 401, () => '..'),
];
