import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { SecretUnavailableError } from './errors.js';

/** A rotation is noticed at the latest after this long, and at once by the first token that it signed. */
const MAX_AGE_MS = 5 * 60_000;
/** While SSM is away, the secret as it was last is better than none: for as long as a token may live. */
const MAX_STALE_MS = 60 * 60_000;
/**
 * Forged tokens ask for a renewal each: more often than this, and they could use up the 40 reads a second that SSM
 * allows an account. Shorter after a failure, which says nothing of a rotation.
 */
const RENEWAL_INTERVAL_MS = { succeeded: 30_000, failed: 1_000 } as const;

/** A secret that may be rotated while we run. Both reject with a SecretUnavailableError when it cannot be read. */
export interface Secret {
  /** As it was not more than 5 minutes ago; while it cannot be read, not more than an hour ago. */
  current(): Promise<string>;
  /** As it is now, or was when it was last asked for, if that is less than 30 seconds ago; else as `current`. */
  renewed(): Promise<string>;
}

interface Known {
  readonly value: string;
  readonly at: number;
}

/** The value of an SSM parameter, decrypted. Read when first asked for; those who ask meanwhile share the read. */
export const ssmSecret = (
  parameterName: string,
  client: SSMClient = awsClient(SSMClient, CALL_TIME.readParameter),
): Secret => {
  let known: Known | undefined;
  let reading: Promise<string> | undefined;
  let renewal: { readonly result: keyof typeof RENEWAL_INTERVAL_MS; readonly at: number } | undefined;

  const read = async (): Promise<string> => {
    const value = await readParameter(client, parameterName);
    known = { value, at: Date.now() };
    return value;
  };
  const readOnce = (): Promise<string> =>
    (reading ??= read().finally(() => {
      reading = undefined;
    }));
  const isYoungerThan = (age: number): boolean => known !== undefined && Date.now() - known.at < age;
  /** What is known, though it is old. */
  const staleInsteadOf = (error: unknown): string => {
    if (known && isYoungerThan(MAX_STALE_MS)) return known.value;
    throw error;
  };

  return {
    async current() {
      return known && isYoungerThan(MAX_AGE_MS) ? known.value : readOnce().catch(staleInsteadOf);
    },

    async renewed() {
      const isDue = !renewal || Date.now() - renewal.at >= RENEWAL_INTERVAL_MS[renewal.result];
      if (!isDue && !reading && known) return this.current();
      try {
        const value = await readOnce();
        renewal = { result: 'succeeded', at: Date.now() };
        return value;
      } catch (error) {
        renewal = { result: 'failed', at: Date.now() };
        return staleInsteadOf(error);
      }
    },
  };
};

const readParameter = async (client: SSMClient, Name: string): Promise<string> => {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    if (Parameter?.Value === undefined) throw new Error(`The parameter ${Name} has no value.`);
    return Parameter.Value;
  } catch (error) {
    throw new SecretUnavailableError(Name, error);
  }
};
