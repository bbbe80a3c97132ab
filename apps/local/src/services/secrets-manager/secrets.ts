import { randomUUID } from 'node:crypto';
import { type Account, arnOf } from '../../core/account.js';

/** A secret with its current value. */
export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  readonly version: string;
}

/** The account's secrets. */
export interface Secrets {
  /** @returns the secret's ARN */
  put(name: string, value: string): string;
  find(nameOrArn: string): Secret | undefined;
  /** The value. @throws Error if there is no such secret */
  get(nameOrArn: string): string;
}

export const accountSecrets = (account: Account): Secrets => {
  const secrets = new Map<string, Secret>();
  const find = (id: string): Secret | undefined =>
    [...secrets.values()].find(({ arn, name }) => id === arn || id === name);
  return {
    put(name, value) {
      // AWS appends a hyphen and six characters to the name.
      const arn = arnOf(account, 'secretsmanager', `secret:${name}-local1`);
      secrets.set(name, { arn, name, value, version: randomUUID() });
      return arn;
    },
    find,
    get(id) {
      const secret = find(id);
      if (secret) return secret.value;
      throw new Error(`The secret ${id} does not exist here`);
    },
  };
};
