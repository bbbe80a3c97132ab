import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { SSMClient } from '@aws-sdk/client-ssm';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';

const MAX_AGE_SECONDS = 5 * 60;
/**
 * A rotation is noticed at once, unless a forged token has just used up the renewal: then this much later. More
 * often, and forged tokens could use up the 40 reads a second that SSM allows an account.
 */
const RENEWAL_INTERVAL_MS = 30_000;

/** A secret that may be rotated while we run. Both reject when it cannot be read. */
export interface Secret {
  /** As it was not more than 5 minutes ago. */
  current(): Promise<string>;
  /** As it is now, or was when this was last asked, if that is less than 30 seconds ago. */
  renewed(): Promise<string>;
}

/** The value of an SSM parameter, decrypted. Read when first asked for; those who ask meanwhile share the read. */
export const ssmSecret = (
  parameterName: string,
  client: SSMClient = awsClient(SSMClient, CALL_TIME.readParameter),
): Secret => {
  const provider = new SSMProvider({ awsSdkV3Client: client });
  const read = async (forceFetch: boolean): Promise<string> => {
    const value = await provider.get(parameterName, {
      decrypt: true,
      maxAge: MAX_AGE_SECONDS,
      forceFetch,
      throwOnMissing: true,
    });
    return value as string;
  };

  let reading: Promise<string> | undefined;
  let renewal: { readonly value: Promise<string>; readonly at: number } | undefined;
  return {
    current: () =>
      (reading ??= read(false).finally(() => {
        reading = undefined;
      })),
    renewed: () => {
      if (!renewal || Date.now() - renewal.at >= RENEWAL_INTERVAL_MS) {
        renewal = { value: read(true), at: Date.now() };
      }
      return renewal.value;
    },
  };
};
