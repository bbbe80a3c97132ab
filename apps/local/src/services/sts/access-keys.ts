import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../../service-model/aws-call.js';

/** Temporary credentials, as of an assumed role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The access keys of the account. */
export interface AccessKeys {
  /** Makes the credentials of a function. */
  issue(functionName: string, roleArn: string): Credentials;
  /** A key that was not issued here, or no key, is the administrator's. Signatures are not verified. */
  callerOf(accessKeyId: string | undefined): Caller;
}

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
    callerOf: (accessKeyId = '') => issued.get(accessKeyId) ?? { kind: 'administrator' },
  };
};
