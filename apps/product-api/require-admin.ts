import { readVariable } from '@product-service/environment';
import { authenticator, requireRole, ssmSecret, type Authenticate } from '@product-service/jwt';

/** Lets pass who has a token of an ADMIN. */
export const requireAdmin = (): Authenticate =>
  requireRole('ADMIN', authenticator({ secret: ssmSecret(readVariable('JWT_SECRET_PARAM_NAME')) }));
