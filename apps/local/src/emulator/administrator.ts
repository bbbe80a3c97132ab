/** The access key that the local cloud itself uses. Every key that was not issued to a function is the administrator's. */
export const ADMINISTRATOR_CREDENTIALS = { accessKeyId: 'administrator', secretAccessKey: 'local' };

/** An `Authorization` header of the administrator. Emulators read region and service from it and verify nothing. */
export const administratorAuthorization = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=${ADMINISTRATOR_CREDENTIALS.accessKeyId}/20200101/${region}/${service}/aws4_request, ` +
  'SignedHeaders=host, Signature=unchecked';

/** Limits of a call to the emulator, in ms. It is on this machine, and none of these calls is a long poll. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** Options of an AWS SDK client that calls the emulator directly. */
export const administratorClient = (endpoint: string, region: string) => ({
  endpoint,
  region,
  credentials: ADMINISTRATOR_CREDENTIALS,
  requestHandler: LIMITS,
});
