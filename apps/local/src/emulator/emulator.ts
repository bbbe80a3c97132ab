import { UserError } from '../core/user-error.js';
import { administratorAuthorization } from '../services/sts/access-keys.js';

/** Something that plays SNS and SQS. */
export interface Emulator {
  /** Its own address, which only the local cloud uses. */
  readonly endpoint: string;
  /** The account that it plays, which is in every ARN that it gives out. */
  readonly accountId: string;
  stop(): Promise<void>;
}

/** What emulators play that don't tell. */
const USUAL_ACCOUNT_ID = '000000000000';

const ANSWERED_WITHIN_MS = 10_000;

/** The user's own, or fauxqs in this process. @throws UserError if there is none at the user's address */
export const openEmulator = async (userEndpoint: string | undefined, region: string): Promise<Emulator> => {
  const { endpoint, stop } = userEndpoint
    ? { endpoint: userEndpoint, stop: async () => {} }
    : await startFauxqs(region);
  return { endpoint, stop, accountId: await accountIdOf(endpoint, region) };
};

/** As STS tells it, which SNS and SQS emulators mostly play, too. */
const accountIdOf = async (endpoint: string, region: string): Promise<string> => {
  const request = {
    method: 'POST',
    headers: {
      authorization: administratorAuthorization('sts', region),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
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

/** Why there is no answer: what `fetch` itself says is "fetch failed". */
export const fetchFailure = (error: unknown): string => {
  const { cause = error } = error as Error;
  // Several addresses of one host fail with several errors and no message.
  const { message, code } = cause as NodeJS.ErrnoException;
  return message || String(code);
};

/** Starts fauxqs in this process, reachable from this machine only. */
const startFauxqs = async (region: string): Promise<Pick<Emulator, 'endpoint' | 'stop'>> => {
  // fauxqs is an ES module; its own startFauxqs() would listen on every network interface.
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  return {
    endpoint: await app.listen({ host: '127.0.0.1', port: 0 }),
    stop: async () => {
      await app.close();
    },
  };
};
