import { readVariable } from '@product-service/environment';
import { authenticator, requireRole, ssmSecret, type Authenticate } from '@product-service/jwt';

/** Accepts only callers with a token of user type ADMIN. */
export const requireAdmin = (): Authenticate =>
  requireRole('ADMIN', authenticator({ secret: ssmSecret(readVariable('JWT_SECRET_PARAM_NAME')) }));
