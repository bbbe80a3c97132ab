export {
  authenticator,
  requireRole,
  type Authenticate,
  type Principal,
  type UserType,
} from './authenticator.js';
export { ForbiddenError, UnauthenticatedError } from './errors.js';
export { ssmSecret, type Secret } from './ssm-secret.js';
