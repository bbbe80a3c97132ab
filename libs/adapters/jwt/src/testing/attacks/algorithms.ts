import { generateKeyPairSync, sign as signWithKey } from 'node:crypto';
import { byToken, type Attack } from '../attack.js';
import { claims, encoded, forged } from '../forge.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const publicDer = rsa.publicKey.export({ type: 'spki', format: 'der' });

const signedByRsa = (header: object): string => {
  const signed = `${encoded(header)}.${encoded(claims())}`;
  return `${signed}.${signWithKey('sha256', Buffer.from(signed), rsa.privateKey).toString('base64url')}`;
};

/** No algorithm, or another one than HS256. */
export const ALGORITHM_ATTACKS: readonly Attack[] = [
  ...['none', 'None', 'NONE', 'nOnE', 'none\0', ''].map((alg) =>
    byToken(
      `algorithm ${JSON.stringify(alg)}, without a signature`,
      401,
      () => `${encoded({ alg })}.${encoded(claims())}.`,
    ),
  ),
  byToken('algorithm "none", signed', 401, ({ secret }) => forged({ secret, header: { alg: 'none' } })),
  byToken('algorithm "none", in two parts', 401, () => `${encoded({ alg: 'none' })}.${encoded(claims())}`),
  byToken('algorithm null', 401, ({ secret }) => forged({ secret, header: { alg: null } })),
  byToken('no algorithm', 401, ({ secret }) => forged({ secret, header: { typ: 'JWT' } })),
  byToken('a list of algorithms', 401, ({ secret }) =>
    forged({ secret, header: { alg: ['HS256', 'none'] } }),
  ),
  byToken('the algorithm twice, at last "none"', 401, ({ secret }) =>
    forged({ secret, header: '{"alg":"HS256","alg":"none"}' }),
  ),
  byToken('algorithm "hs256" in lower case', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'hs256' } }),
  ),
  byToken('algorithm "HS256 " with a space', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256 ' } }),
  ),
  byToken('HS384 with the right secret', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS384' }, hash: 'sha384' }),
  ),
  byToken('HS512 with the right secret', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS512' }, hash: 'sha512' }),
  ),
  byToken('HS256 in name, HMAC SHA-512 in fact', 401, ({ secret }) => forged({ secret, hash: 'sha512' })),
  byToken('RS256 with a key of its own', 401, () => signedByRsa({ alg: 'RS256' })),
  byToken('RS256 in name, HMAC with the right secret in fact', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'RS256' } }),
  ),
  byToken('HMAC with a public key in PEM as the secret', 401, () => forged({ secret: publicPem })),
  byToken('HMAC with a public key in DER as the secret', 401, () => forged({ secret: publicDer })),
  byToken('HS256 in name, an RSA signature in fact', 401, () => signedByRsa({ alg: 'HS256' })),
];

/** A header that names, points to or contains a key. */
export const KEY_ATTACKS: readonly Attack[] = [
  byToken('a key of its own in jwk', 401, () =>
    forged({
      secret: 'mine',
      header: { alg: 'HS256', jwk: { kty: 'oct', k: encoded('mine'), alg: 'HS256' } },
    }),
  ),
  byToken('a public key of its own in jwk, signed by RS256', 401, () =>
    signedByRsa({ alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) }),
  ),
  ...['jku', 'x5u'].map((field) =>
    byToken(`an address of its own keys in ${field}`, 401, () =>
      forged({ secret: 'mine', header: { alg: 'HS256', [field]: 'http://169.254.169.254/latest/keys' } }),
    ),
  ),
  byToken('a certificate of its own in x5c', 401, () =>
    forged({ secret: 'mine', header: { alg: 'HS256', x5c: [publicDer.toString('base64')] } }),
  ),
  byToken('kid as a path to an empty file, signed with the empty secret', 401, () =>
    forged({ secret: '', header: { alg: 'HS256', kid: '../../../../dev/null' } }),
  ),
  byToken('kid as SQL that returns a key, signed with that key', 401, () =>
    forged({ secret: 'mine', header: { alg: 'HS256', kid: "x' UNION SELECT 'mine" } }),
  ),
  byToken('kid as a command', 401, () =>
    forged({ secret: 'mine', header: { alg: 'HS256', kid: '| echo mine' } }),
  ),
  byToken('kid, jku and typ that nobody reads, with the right secret', 'accepted', ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', kid: '../x', jku: 'http://localhost', typ: 'at+jwt' } }),
  ),
  byToken('an unknown critical header', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', crit: ['exp'], exp: 0 } }),
  ),
  byToken('an empty list of critical headers', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', crit: [] } }),
  ),
  byToken('critical headers as text', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', crit: 'b64', b64: true } }),
  ),
  byToken('an unencoded payload: b64 false', 401, ({ secret }) =>
    forged({ secret, header: { alg: 'HS256', b64: false, crit: ['b64'] } }),
  ),
];

/** A secret that is not the one of today. */
export const SECRET_ATTACKS: readonly Attack[] = [
  ...['', ' ', 'secret', 'changeme', 'null', 'undefined', '[object Object]'].map((secret) =>
    byToken(`signed with the secret ${JSON.stringify(secret)}`, 401, () => forged({ secret })),
  ),
  byToken('signed with zeros as the secret', 401, () => forged({ secret: Buffer.alloc(32) })),
  byToken('signed with the secret before the rotation', 401, ({ previousSecret }) =>
    forged({ secret: previousSecret }),
  ),
  byToken('signed with the secret and a line break', 401, ({ secret }) => forged({ secret: `${secret}\n` })),
  byToken('signed with the secret decoded from Base64', 401, ({ secret }) =>
    forged({ secret: Buffer.from(secret, 'base64') }),
  ),
];
