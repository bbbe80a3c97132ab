import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { SecretUnavailableError } from './errors.js';

/** A rotation is noticed at the latest after this long, and at once by the first token that it signed. */
const MAX_AGE_MS = 5 * 60_000;
/** While SSM is away, the secret as it was last is better than none: for as long as a token may live. */
const MAX_STALE_MS = 60 * 60_000;
/**
 * Forged tokens ask for a renewal each: more often than this, and they could use up the 40 reads a second that SSM
 * allows an account.
 */
const RENEWAL_INTERVAL_MS = 30_000;
/** After a read that failed, for as long as there is an older value: shorter, since it says nothing of a rotation. */
const RETRY_INTERVAL_MS = 1_000;

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
  let renewedAt = -Infinity;
  let failedAt = -Infinity;

  const isWithin = (milliseconds: number, since: number): boolean => Date.now() - since < milliseconds;
  /** What is known, though it is old. */
  const stale = (): string | undefined =>
    known && isWithin(MAX_STALE_MS, known.at) ? known.value : undefined;
  const read = async (): Promise<string> => {
    try {
      const value = await readParameter(client, parameterName);
      known = { value, at: Date.now() };
      failedAt = -Infinity;
      return value;
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  };
  const readUnlessJustFailed = async (): Promise<string> => {
    const older = stale();
    if (older !== undefined && isWithin(RETRY_INTERVAL_MS, failedAt)) return older;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading.catch((error: unknown) => {
      const value = stale();
      if (value === undefined) throw error;
      return value;
    });
  };

  return {
    async current() {
      return known && isWithin(MAX_AGE_MS, known.at) ? known.value : readUnlessJustFailed();
    },

    async renewed() {
      if (!reading && known && isWithin(RENEWAL_INTERVAL_MS, renewedAt)) return this.current();
      const value = await readUnlessJustFailed();
      if (failedAt === -Infinity) renewedAt = Date.now();
      return value;
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
