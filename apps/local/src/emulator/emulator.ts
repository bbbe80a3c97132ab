import { UserError } from '../core/user-error.js';
import { administratorAuthorization } from './administrator.js';

/** An emulator of SNS and SQS. */
export interface Emulator {
  /** Its own address. Only the local cloud uses it. */
  readonly endpoint: string;
  /** The account in every ARN of the emulator. */
  readonly accountId: string;
  stop(): Promise<void>;
}

/** For emulators without STS. */
const USUAL_ACCOUNT_ID = '000000000000';

const TIMEOUT_MS = 10_000;

/** The user's own emulator, or fauxqs in this process. @throws UserError if the user's does not answer */
export const openEmulator = async (userEndpoint: string | undefined, region: string): Promise<Emulator> => {
  const { endpoint, stop } = userEndpoint
    ? { endpoint: userEndpoint, stop: async () => {} }
    : await startFauxqs(region);
  return { endpoint, stop, accountId: await accountIdOf(endpoint, region) };
};

/** Read from STS, which most emulators of SNS and SQS have. */
const accountIdOf = async (endpoint: string, region: string): Promise<string> => {
  const request = {
    method: 'POST',
    headers: {
      authorization: administratorAuthorization('sts', region),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  try {
    const text = await (await fetch(endpoint, request)).text();
    return /<Account>(\d{12})<\/Account>/.exec(text)?.[1] ?? USUAL_ACCOUNT_ID;
  } catch (error) {
    throw new UserError(
      `The SNS and SQS of AWS_ENDPOINT_URL (${endpoint}) can't be reached: ${fetchFailure(error)}.`,
    );
  }
};

/** The reason of a failed `fetch`. Its own message is only "fetch failed". */
export const fetchFailure = (error: unknown): string => {
  const { cause = error } = error as Error;
  // When several addresses of one host fail, the error has a code and no message.
  const { message, code } = cause as NodeJS.ErrnoException;
  return message || String(code);
};

/** Starts fauxqs in this process. Only this machine can reach it. */
const startFauxqs = async (region: string): Promise<Pick<Emulator, 'endpoint' | 'stop'>> => {
  // fauxqs is an ES module. Its own startFauxqs() would listen on every network interface.
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  return {
    endpoint: await app.listen({ host: '127.0.0.1', port: 0 }),
    stop: async () => {
      await app.close();
    },
  };
};
