import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Account, arnOf } from '../../core/account.js';
import { AwsError } from '../../service-model/aws-error.js';
import { type JsonService, operation } from '../../service-model/operation.js';

/** The account's Secrets Manager. */
export interface Secrets {
  /** Returns the secret's ARN. */
  put(name: string, value: string): string;
  /** By name or ARN. @throws Error if there is no such secret. */
  get(id: string): string;
  /** The full ARN, given the name or the ARN. Of a secret that does not exist, what was given. */
  arn(id: string): string;
  readonly api: JsonService;
}

const GET = z.object({ SecretId: z.string() });

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const secretsManager = (account: Account): Secrets => {
  const secrets = new Map<string, { arn: string; name: string; value: string; version: string }>();
  const find = (id: string) => [...secrets.values()].find(({ arn, name }) => id === arn || id === name);
  return {
    put(name, value) {
      // AWS adds a hyphen and six characters to the name.
      const arn = arnOf(account, 'secretsmanager', `secret:${name}-local1`);
      secrets.set(name, { arn, name, value, version: randomUUID() });
      return arn;
    },
    get(id) {
      const secret = find(id);
      if (secret) return secret.value;
      throw new Error(`The secret ${id} does not exist here`);
    },
    arn: (id) => find(id)?.arn ?? id,
    api: {
      GetSecretValue: operation(GET, ({ SecretId }) => {
        const secret = find(SecretId);
        if (!secret) {
          throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        }
        const { arn, name, value, version } = secret;
        return {
          ARN: arn,
          Name: name,
          SecretString: value,
          VersionId: version,
          VersionStages: ['AWSCURRENT'],
        };
      }),
    },
  };
};
