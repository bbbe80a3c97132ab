import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { SecretUnavailableError } from './errors.js';

/** A rotation is noticed after this time at the latest, and at once with the first token signed by the new secret. */
const MAX_AGE_MS = 5 * 60_000;
/** While SSM is unavailable, the last known secret is used, for as long as a token is valid. */
const MAX_STALE_MS = 60 * 60_000;
/**
 * Minimum time between renewals. Each forged token asks for one, and SSM allows an account only 40 reads per second.
 */
const RENEWAL_INTERVAL_MS = 30_000;
/** Minimum time between reads after a failed one, while an older value exists. */
const RETRY_INTERVAL_MS = 1_000;

/** A secret that may be rotated while the process runs. Both methods reject with a SecretUnavailableError if it cannot be read. */
export interface Secret {
  /** A value at most 5 minutes old; if the secret cannot be read, at most an hour old. */
  current(): Promise<string>;
  /** Reads the secret again, but at most every 30 seconds. In between, or if the read fails, as `current`. */
  renewed(): Promise<string>;
}

interface Known {
  readonly value: string;
  readonly at: number;
}

/** The decrypted value of an SSM parameter. Read at first use; concurrent calls share one read. */
export const ssmSecret = (
  parameterName: string,
  client: SSMClient = awsClient(SSMClient, CALL_TIME.readParameter),
): Secret => {
  let known: Known | undefined;
  let reading: Promise<string> | undefined;
  let renewedAt = -Infinity;
  let failedAt = -Infinity;

  const isWithin = (milliseconds: number, since: number): boolean => Date.now() - since < milliseconds;
  /** The last known value, if it is not too old. */
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
