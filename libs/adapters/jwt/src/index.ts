export { authenticator, requireRole, type Authenticate, type Principal } from './authenticator.js';
export { ForbiddenError, SecretUnavailableError, UnauthenticatedError } from './errors.js';
export { ssmSecret, type Secret } from './ssm-secret.js';
