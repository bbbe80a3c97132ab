import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../../core/account.js';
import { roleNameOf } from '../iam/policies.js';

/** Who makes a call: known by the access key that signed it. */
export type Caller =
  | { readonly kind: 'administrator' }
  | { readonly kind: 'function'; readonly functionName: string; readonly roleArn: string };

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface AccessKeys {
  /** Credentials of its own for a function. */
  issue(functionName: string, roleArn: string): Credentials;
  /** Keys that were not issued here, or none at all, are the administrator's. Signatures are not checked. */
  callerOf(accessKeyId: string | undefined): Caller;
}

export const ADMINISTRATOR: Caller = { kind: 'administrator' };

/** As AWS calls it: for a function, the session in which it has assumed its role. */
export const callerArn = (caller: Caller, { id }: Account): string =>
  caller.kind === 'function'
    ? `arn:aws:sts::${id}:assumed-role/${roleNameOf(caller.roleArn)}/${caller.functionName}`
    : `arn:aws:iam::${id}:root`;

/** Any key will do for the administrator; these are the ones the local cloud itself uses. */
export const ADMINISTRATOR_CREDENTIALS = { accessKeyId: 'administrator', secretAccessKey: 'local' };

export const accessKeys = (): AccessKeys => {
  const issued = new Map<string, Caller>();
  return {
    issue(functionName, roleArn) {
      const digest = createHash('sha256').update(functionName).digest('hex').slice(0, 16).toUpperCase();
      const accessKeyId = `ASIA${digest}`;
      issued.set(accessKeyId, { kind: 'function', functionName, roleArn });
      return {
        accessKeyId,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(30).toString('base64'),
      };
    },
    callerOf: (accessKeyId = '') => issued.get(accessKeyId) ?? ADMINISTRATOR,
  };
};

/** What a signature says of itself. */
export interface Credential {
  readonly accessKeyId: string;
  /** Absent where the signature is older than version 4. */
  readonly region?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * `AWS4-HMAC-SHA256 Credential=<access key>/<date>/<region>/<service>/aws4_request, …`, the same in the query of a
 * pre-signed address, or the access key of a version 2 signature.
 */
export const readCredential = (
  { authorization = '' }: IncomingHttpHeaders,
  query: URLSearchParams,
): Credential | undefined => {
  const [, header] =
    /Credential=([^,\s]+)/.exec(authorization) ?? /^AWS ([^:\s]+):/.exec(authorization) ?? [];
  const written = header ?? query.get('X-Amz-Credential') ?? query.get('AWSAccessKeyId');
  if (!written) return undefined;
  const [accessKeyId = '', , region, service] = written.split('/');
  return { accessKeyId, region: region || undefined, service: service || undefined };
};

/** An `Authorization` of the administrator, for emulators: they read region and service from it and check nothing. */
export const administratorAuthorization = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=${ADMINISTRATOR_CREDENTIALS.accessKeyId}/20200101/${region}/${service}/aws4_request, ` +
  'SignedHeaders=host, Signature=unchecked';
