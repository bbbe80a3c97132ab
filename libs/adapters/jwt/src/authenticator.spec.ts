import fc from 'fast-check';
import { SignJWT, type JWTPayload } from 'jose';
import { authenticator, ForbiddenError, requireRole, UnauthenticatedError } from './index.js';
import { forged } from './testing/forge.js';

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
const sign = (payload: JWTPayload, secret = SECRET) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
const bearer = async (payload: JWTPayload) => `Bearer ${await sign(payload)}`;

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
});

describe('an invalid request', () => {
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
        const [header, , signature] = good.split('.');
        const token = (withGood ? [header, ...pieces, signature] : pieces).join('.');
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

  /** Changes the lowest bit: in the last character it is unused. */
  const otherThan = (character: string): string => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return character === '.' ? 'A' : digits[digits.indexOf(character) ^ 1]!;
  };
});

describe('the secret', () => {
  it('never verifies a token while it is empty', async () => {
    const error: unknown = await authenticator({ secret: always('') })(
      `Bearer ${forged({ secret: '' })}`,
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
