import type { Services } from './services/index.js';

/** A token for administrators, signed as the template's functions expect it. Null: no function reads a secret. */
export const adminToken = async ({ lambda, ssm }: Services): Promise<string | null> => {
  const parameter = lambda
    .all()
    .map(({ variables }) => variables['JWT_SECRET_PARAM_NAME'])
    .find((name) => name !== undefined);
  if (parameter === undefined) return null;
  // jose is an ES module.
  const { SignJWT } = await import('jose');
  return new SignJWT({ user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('local-admin')
    .setIssuedAt()
    .setExpirationTime('24h')
    .sign(new TextEncoder().encode(ssm.parameters.get(parameter)));
};
