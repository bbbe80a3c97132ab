import { z } from 'zod';
import { type Account, arnOf } from '../../core/account.js';
import { AwsError } from '../../service-model/aws-error.js';
import { UserError } from '../../core/user-error.js';
import { type JsonService, operation } from '../../service-model/operation.js';
import { pageOf } from '../../service-model/pages.js';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** The account's SSM parameters. */
export interface ParameterStore {
  put(name: string, value: string, type?: ParameterType): void;
  /** @throws Error if there is no such parameter. */
  get(name: string): string;
  /** `arn:…:parameter/name`, given the name or the ARN; a leading slash of the name is not doubled. */
  arn(nameOrArn: string): string;
  readonly api: JsonService;
}

const WithDecryption = z.boolean().default(false);
const pageOfUpTo = (maximum: number) => ({
  MaxResults: z.number().int().min(1).max(maximum).default(maximum),
  NextToken: z.string().optional(),
});
const GET = z.object({ Name: z.string(), WithDecryption });
const GET_MANY = z.object({ Names: z.array(z.string()).min(1).max(10), WithDecryption });
/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
const GET_BY_PATH = z.object({
  Path: z
    .string()
    .startsWith('/', 'The parameter doesn\'t meet the parameter name requirements: it begins with "/"'),
  Recursive: z.boolean().default(false),
  ...pageOfUpTo(10),
  WithDecryption,
  ParameterFilters: z.never('the local cloud does not know ParameterFilters here').optional(),
});
/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
const DESCRIBE = z.object({
  ...pageOfUpTo(50),
  ParameterFilters: z
    .array(
      z.object({
        Key: z.literal('Name', 'the local cloud filters parameters by Name only'),
        Option: z.enum(['Equals', 'BeginsWith', 'Contains']).default('Equals'),
        Values: z.array(z.string()).min(1),
      }),
    )
    .default([]),
  Filters: z.never('the local cloud takes ParameterFilters').optional(),
});
const PUT = z.object({
  Name: z.string(),
  Value: z.string(),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Overwrite: z.boolean().optional(),
});

const FILTERS = {
  Equals: (name: string, value: string) => name === value,
  BeginsWith: (name: string, value: string) => name.startsWith(value),
  Contains: (name: string, value: string) => name.includes(value),
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const parameterStore = (account: Account): ParameterStore => {
  const parameters = new Map<
    string,
    { value: string; type: ParameterType; version: number; modified: number }
  >();
  const arn = (name: string): string =>
    name.startsWith('arn:') ? name : arnOf(account, 'ssm', `parameter/${name.replace(/^\//, '')}`);
  const put = (name: string, value: string, type: ParameterType = 'String'): number => {
    const version = (parameters.get(name)?.version ?? 0) + 1;
    parameters.set(name, { value, type, version, modified: Date.now() / 1000 });
    return version;
  };
  /** Takes a name or an ARN. */
  const find = (nameOrArn: string, decrypted: boolean) => {
    const name = [...parameters.keys()].find((it) => it === nameOrArn || arn(it) === nameOrArn);
    const found = name === undefined ? undefined : parameters.get(name);
    if (name === undefined || !found) return undefined;
    const { value, type, version, modified } = found;
    return {
      Name: name,
      Type: type,
      Value: type === 'SecureString' && !decrypted ? 'encrypted' : value,
      Version: version,
      LastModifiedDate: modified,
      ARN: arn(name),
      DataType: 'text',
    };
  };
  const page = (
    isWanted: (name: string) => boolean,
    { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | undefined },
  ) => {
    const names = [...parameters.keys()].filter(isWanted);
    return pageOf(names, (name) => name, { size: MaxResults, NextToken }, 'InvalidNextToken');
  };
  return {
    put,
    get(name) {
      const found = find(name, true);
      if (found) return found.Value;
      throw new UserError(
        `The SSM parameter ${name} does not exist here. If another stack makes it, list it in ` +
          'apps/local/src/what-the-laptop-adds.ts; else run an environment of its own, such as ENV=local.',
      );
    },
    arn,
    api: {
      GetParameter: operation(GET, (input) => {
        const parameter = find(input.Name, input.WithDecryption);
        if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${input.Name} not found.`);
        return { Parameter: parameter };
      }),
      GetParameters: operation(GET_MANY, (input) => {
        const found = input.Names.map((name) => find(name, input.WithDecryption));
        return {
          Parameters: found.filter((parameter) => parameter !== undefined),
          InvalidParameters: input.Names.filter((_name, index) => !found[index]),
        };
      }),
      GetParametersByPath: operation(
        GET_BY_PATH,
        ({ Path, Recursive, WithDecryption: decrypted, ...rest }) => {
          const folder = Path.endsWith('/') ? Path : `${Path}/`;
          const isBelow = (name: string): boolean =>
            name.startsWith(folder) && (Recursive || !name.slice(folder.length).includes('/'));
          const { items, NextToken } = page(isBelow, rest);
          return { Parameters: items.map((name) => find(name, decrypted)), NextToken };
        },
      ),
      DescribeParameters: operation(DESCRIBE, ({ ParameterFilters, ...rest }) => {
        const isWanted = (name: string): boolean =>
          ParameterFilters.every(({ Option, Values }) =>
            Values.some((value) => FILTERS[Option](name, value)),
          );
        const { items, NextToken } = page(isWanted, rest);
        return {
          Parameters: items.map((name) => {
            const { Value: _, ...description } = find(name, false) ?? {};
            return { ...description, Tier: 'Standard', Policies: [] };
          }),
          NextToken,
        };
      }),
      PutParameter: operation(PUT, ({ Name, Value, Type, Overwrite }) => {
        const existing = parameters.get(Name);
        if (existing && !Overwrite) {
          throw new AwsError(
            'ParameterAlreadyExists',
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          );
        }
        return { Version: put(Name, Value, Type ?? existing?.type), Tier: 'Standard' };
      }),
    },
  };
};
