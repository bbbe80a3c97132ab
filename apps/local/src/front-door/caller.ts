import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../account.js';
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
  callerOf(headers: IncomingHttpHeaders): Caller;
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
    callerOf: ({ authorization }) => issued.get(accessKeyIn(authorization) ?? '') ?? ADMINISTRATOR,
  };
};

/** `AWS4-HMAC-SHA256 Credential=<access key>/<date>/<region>/<service>/aws4_request, …` */
const accessKeyIn = (authorization: string | undefined): string | undefined =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];
