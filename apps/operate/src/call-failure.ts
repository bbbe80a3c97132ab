import { CommandFailure } from './failure.js';

/** What was called. */
export interface CallTarget {
  readonly functionName: string;
  /** Undefined: AWS itself. */
  readonly endpoint: string | undefined;
}

interface Explanation {
  readonly code: string;
  /** Names of the SDK's errors, or codes of Node.js. */
  readonly errors: RegExp;
  readonly message: (target: CallTarget, reason: string) => string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    code: 'call/no-service',
    errors: /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ECONNRESET|EAI_AGAIN)$/,
    message: ({ endpoint }) =>
      endpoint === undefined
        ? 'AWS cannot be reached. Check the network and AWS_REGION.'
        : `Nothing answers at ${endpoint}. Start the service with "npm start", or set AWS_ENDPOINT_URL.`,
  },
  {
    code: 'call/no-function',
    errors: /^ResourceNotFoundException$/,
    message: ({ functionName }) =>
      `There is no function ${functionName}. Check --env and AWS_REGION; an older deployment does not have it: deploy.`,
  },
  {
    code: 'call/access-denied',
    errors: /^AccessDenied(Exception)?$/,
    message: ({ functionName }, reason) =>
      `You may not invoke ${functionName} (${reason}). See docs/deployment.md#operators for the permission.`,
  },
  {
    code: 'call/no-credentials',
    errors:
      /^(CredentialsProviderError|TokenProviderError|UnrecognizedClientException|InvalidSignatureException|ExpiredToken(Exception)?)$/,
    message: (_, reason) => `There are no valid AWS credentials (${reason}). Log in, or set AWS_PROFILE.`,
  },
  {
    code: 'call/throttled',
    errors: /^(TooManyRequestsException|Throttling(Exception)?|EC2ThrottledException)$/,
    message: ({ functionName }) =>
      `${functionName} was throttled: too many functions run at the same time. Try again in a minute.`,
  },
  {
    code: 'call/time-out',
    errors: /^TimeoutError$/,
    message: ({ functionName }) =>
      `${functionName} did not answer in time. The command may have been executed: look at the state, then try again.`,
  },
];

/** Explains why the function could not be invoked. */
export const callFailure = (error: unknown, target: CallTarget): CommandFailure => {
  const { name, message, code = '' } = error as Error & { readonly code?: string };
  const reason = message || name;
  const found = EXPLANATIONS.find(({ errors }) => errors.test(name) || errors.test(code));
  if (found) return new CommandFailure(found.code, found.message(target, reason));
  if (/region is missing/i.test(message)) {
    return new CommandFailure('call/no-region', 'There is no AWS region. Set AWS_REGION.');
  }
  return new CommandFailure('call/failed', `${target.functionName} could not be invoked: ${name}: ${reason}`);
};
