import type { Cloud } from './service-model/service.js';

/** A token for administrators, signed as the template's functions expect it; null if none of them reads a secret. */
export const adminToken = async (cloud: Cloud): Promise<string | null> => {
  const parameter = [...cloud.functions.values()]
    .map(({ variables }) => variables['JWT_SECRET_PARAM_NAME'])
    .find((name) => name !== undefined);
  if (parameter === undefined) return null;
  // An ES module.
  const { SignJWT } = await import('jose');
  return new SignJWT({ user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('local-admin')
    .setIssuedAt()
    .setExpirationTime('24h')
    .sign(new TextEncoder().encode(cloud.parameters.get(parameter)));
};
