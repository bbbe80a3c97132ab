import { authenticator, ForbiddenError, requireRole, UnauthenticatedError } from './index.js';
import { ATTACKS, type Attack } from './testing/index.js';

const target = {
  secret: 'the secret of all product services, of today',
  previousSecret: 'the secret of all product services, of yesterday',
};
const requireAdmin = requireRole(
  'ADMIN',
  authenticator({ secret: { current: async () => target.secret, renewed: async () => target.secret } }),
);
const all = Object.values(ATTACKS).flat();
const named = (attacks: readonly Attack[]) => attacks.map((attack) => [attack.name, attack] as const);

/** The service joins several headers of one name by commas. */
const callerOf = async ({ requestTo }: Attack): Promise<unknown> => {
  const { authorization } = await requestTo(target);
  return requireAdmin(authorization.length > 0 ? authorization.join(', ') : undefined).catch(
    (error: unknown) => error,
  );
};

describe.each(Object.entries(ATTACKS))('an attack on %s', (_, attacks) => {
  it.each(named(attacks))('%s: gets the expected answer', async (_name, attack) => {
    const caller = await callerOf(attack);
    if (attack.expected === 'accepted') {
      expect(caller).toEqual({ subject: 'alice', userType: 'ADMIN' });
      return;
    }
    expect(caller).toBeInstanceOf(attack.expected === 401 ? UnauthenticatedError : ForbiddenError);
    const { message, cause } = caller as Error;
    expect(message).not.toMatch(/eyJ|alice/);
    // Some errors of jose contain the claims.
    expect(cause).toBeUndefined();
  });
});

it('has one attack of each name', () => {
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
