import { generateKeyPairSync, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT, type JWTPayload } from 'jose';
import { authenticator, ForbiddenError, requireRole, UnauthenticatedError } from './index.js';

const SECRET = 'the secret of all product services';
const always = (value: string) => ({ current: async () => value, renewed: async () => value });
const authenticate = authenticator({ secret: always(SECRET) });

const now = () => Math.floor(Date.now() / 1000);
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  sub: 'alice',
  user_type: 'ADMIN',
  iat: now(),
  exp: now() + 60,
  ...changes,
});
const sign = (payload: JWTPayload, secret = SECRET, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
const bearer = async (payload: JWTPayload) => `Bearer ${await sign(payload)}`;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token with an arbitrary header, signed by HMAC SHA-256 with `key`. */
const forged = (header: unknown, key: string) => {
  const signed = `${encoded(header)}.${encoded(claims())}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
};

describe('a valid token', () => {
  it('gives the principal', async () => {
    expect(await authenticate(await bearer(claims()))).toEqual({ subject: 'alice', userType: 'ADMIN' });
    expect(await authenticate(await bearer(claims({ user_type: 'STANDARD' })))).toMatchObject({
      userType: 'STANDARD',
    });
    expect(await authenticate(await bearer(claims({ user_type: 'PREMIUM' })))).toMatchObject({
      userType: 'PREMIUM',
    });
  });

  it('may follow the scheme in any case and with several spaces', async () => {
    const token = await sign(claims());
    for (const header of [`bearer ${token}`, `BEARER   ${token}`]) {
      expect(await authenticate(header)).toMatchObject({ subject: 'alice' });
    }
  });

  it('may come from a clock with a small skew', async () => {
    for (const payload of [
      claims({ iat: now() + 58, nbf: now() + 58 }),
      claims({ iat: now() - 3_600, exp: now() - 58 }),
    ])
      expect(await authenticate(await bearer(payload))).toMatchObject({ subject: 'alice' });
  });
});

describe('an invalid request', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  const headers: Record<string, () => Promise<string | undefined> | string | undefined> = {
    'no header': () => undefined,
    'an empty header': () => '',
    'the scheme alone': () => 'Bearer',
    'the scheme and a space': () => 'Bearer ',
    'no scheme': () => sign(claims()),
    'another scheme': async () => `Basic ${await sign(claims())}`,
    'a scheme without space': async () => `Bearer${await sign(claims())}`,
    'a tab for the space': async () => `Bearer\t${await sign(claims())}`,
    'two tokens': async () => `Bearer ${await sign(claims())} ${await sign(claims())}`,
    'two headers': async () => `${await bearer(claims())}, ${await bearer(claims())}`,
    'a line break after the token': async () => `${await bearer(claims())}\n`,
    'another secret': async () => `Bearer ${await sign(claims(), 'guessed')}`,
    'the empty secret': () => `Bearer ${forged({ alg: 'HS256' }, '')}`,
    'algorithm none': () => `Bearer ${encoded({ alg: 'none' })}.${encoded(claims())}.`,
    'algorithm none, signed': () => `Bearer ${forged({ alg: 'none' }, SECRET)}`,
    'HS384 with the right secret': async () => `Bearer ${await sign(claims(), SECRET, 'HS384')}`,
    'HS512 with the right secret': async () => `Bearer ${await sign(claims(), SECRET, 'HS512')}`,
    RS256: async () =>
      `Bearer ${await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)}`,
    'RS256 in name, HMAC in fact': () => `Bearer ${forged({ alg: 'RS256' }, SECRET)}`,
    'HMAC with a public key': () => `Bearer ${forged({ alg: 'HS256' }, publicPem)}`,
    'an unknown critical header': () =>
      `Bearer ${forged({ alg: 'HS256', crit: ['exp'], exp: now() + 60 }, SECRET)}`,
    'a key of its own': () => `Bearer ${forged({ alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, 'guessed')}`,
    expired: () => bearer(claims({ exp: now() - 62 })),
    'expired in 1970': () => bearer(claims({ exp: 0 })),
    'not valid yet': () => bearer(claims({ nbf: now() + 90 })),
    'issued in the future': () => bearer(claims({ iat: now() + 90 })),
    'an empty subject': () => bearer(claims({ sub: '' })),
    'a user type that is not text': () => bearer(claims({ user_type: 7 })),
    'an empty user type': () => bearer(claims({ user_type: '' })),
    'several user types': () => bearer(claims({ user_type: ['ADMIN'] })),
    'text for exp': () => bearer(claims({ exp: String(now() + 60) as unknown as number })),
    'text for iat': () => bearer(claims({ iat: 'now' as unknown as number })),
    'a number for sub': () => bearer(claims({ sub: 7 as unknown as string })),
    'a token of 8 KiB': () => bearer(claims({ sub: 'a'.repeat(8_192) })),
    'a token of 10 MB': () => `Bearer ${'a'.repeat(10_000_000)}`,
    ...Object.fromEntries(
      ['exp', 'iat', 'sub', 'user_type'].map((claim) => [
        `no ${claim}`,
        () => bearer(claims({ [claim]: undefined })),
      ]),
    ),
  };

  it.each(Object.entries(headers))('%s: is rejected, without the token in the message', async (_, header) => {
    const authorization = await header();
    const error: unknown = await authenticate(authorization).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnauthenticatedError);
    expect((error as Error).message).not.toContain('eyJ');
    expect((error as Error).cause).toBeUndefined();
  });

  it('is reported as expired if only the time is wrong', async () => {
    await expect(authenticate(await bearer(claims({ exp: now() - 120 })))).rejects.toThrow(
      'The token has expired.',
    );
  });

  it('is rejected for any random token', async () => {
    const good = await sign(claims());
    const parts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 5 }), fc.boolean(), async (pieces, withGood) => {
        const token = [...(withGood ? [good.split('.')[0]!] : []), ...pieces].join('.');
        await expect(authenticate(`Bearer ${token}`)).rejects.toThrow(UnauthenticatedError);
      }),
      { numRuns: 300 },
    );
  });

  it('is rejected if any character of a valid token is changed', async () => {
    const good = await bearer(claims());
    for (let at = 'Bearer '.length; at < good.length; at++) {
      const changed = good.slice(0, at) + otherThan(good[at]!) + good.slice(at + 1);
      await expect(authenticate(changed)).rejects.toThrow(UnauthenticatedError);
    }
  });

  /** Changes the highest bit: the lowest bits of the last character are padding. */
  const otherThan = (character: string): string => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return character === '.' ? 'A' : digits[digits.indexOf(character) ^ 0b100000]!;
  };
});

describe('the secret', () => {
  it('never verifies a token while it is empty', async () => {
    const error: unknown = await authenticator({ secret: always('') })(
      `Bearer ${forged({ alg: 'HS256' }, '')}`,
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(UnauthenticatedError);
  });

  it('that was rotated is renewed only for tokens signed with the new one', async () => {
    let renewals = 0;
    const rotating = authenticator({
      secret: {
        current: async () => 'old',
        renewed: async () => (renewals++, 'new'),
      },
    });
    await rotating(`Bearer ${await sign(claims(), 'old')}`);
    expect(renewals).toBe(0);
    await rotating(`Bearer ${await sign(claims(), 'new')}`);
    expect(renewals).toBe(1);
    await expect(rotating(`Bearer ${await sign(claims({ exp: 1 }), 'old')}`)).rejects.toThrow(/expired/);
    expect(renewals).toBe(1);
    await expect(rotating(`Bearer ${await sign(claims(), 'other')}`)).rejects.toThrow(UnauthenticatedError);
    expect(renewals).toBe(2);
  });

  it('that cannot be read does not make the token invalid', async () => {
    const broken = new Error('SSM is down');
    const unreadable = { current: () => Promise.reject(broken), renewed: () => Promise.reject(broken) };
    await expect(authenticator({ secret: unreadable })(await bearer(claims()))).rejects.toBe(broken);
    // Without a token, the secret is not needed.
    await expect(authenticator({ secret: unreadable })(undefined)).rejects.toThrow(UnauthenticatedError);

    const unrenewable = { ...unreadable, current: async () => SECRET };
    await expect(
      authenticator({ secret: unrenewable })(`Bearer ${await sign(claims(), 'other')}`),
    ).rejects.toBe(broken);
  });
});

describe('requiring a role', () => {
  const requireAdmin = requireRole('ADMIN', authenticate);

  it('accepts callers with the role', async () => {
    expect(await requireAdmin(await bearer(claims()))).toMatchObject({ subject: 'alice' });
  });

  it('forbids other roles, and rejects callers without a token as unauthenticated', async () => {
    for (const user_type of ['STANDARD', 'PREMIUM', 'admin', 'constructor'])
      await expect(requireAdmin(await bearer(claims({ user_type })))).rejects.toThrow(ForbiddenError);
    await expect(requireAdmin(undefined)).rejects.toThrow(UnauthenticatedError);
  });
});
