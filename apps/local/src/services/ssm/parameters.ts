import { type Account, arnOf } from '../../core/account.js';
import { UserError } from '../../core/user-error.js';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** The current version of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly type: ParameterType;
  readonly version: number;
  /** Seconds since 1970. */
  readonly modified: number;
}

/** The account's SSM parameters. */
export interface Parameters {
  /** @returns the new version */
  put(name: string, value: string, type?: ParameterType): number;
  /** The value. @throws UserError if there is no such parameter */
  get(name: string): string;
  find(nameOrArn: string): Parameter | undefined;
  names(): string[];
  /** `arn:…:parameter/name`, for a name or an ARN. A leading slash of the name is not doubled. */
  arn(nameOrArn: string): string;
}

export const accountParameters = (account: Account): Parameters => {
  const parameters = new Map<string, Parameter>();
  const arn = (name: string): string =>
    name.startsWith('arn:') ? name : arnOf(account, 'ssm', `parameter/${name.replace(/^\//, '')}`);
  const find = (nameOrArn: string): Parameter | undefined =>
    [...parameters.values()].find(({ name }) => name === nameOrArn || arn(name) === nameOrArn);
  return {
    put(name, value, type = 'String') {
      const version = (parameters.get(name)?.version ?? 0) + 1;
      parameters.set(name, { name, value, type, version, modified: Date.now() / 1000 });
      return version;
    },
    get(name) {
      const found = find(name);
      if (found) return found.value;
      throw new UserError(
        `The SSM parameter ${name} does not exist here. If another stack creates it, add it to ` +
          'apps/local/src/core/local-overrides.ts. Or run an environment that needs no other stack, such as ENV=local.',
      );
    },
    find,
    names: () => [...parameters.keys()],
    arn,
  };
};
