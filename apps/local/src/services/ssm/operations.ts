import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import {
  operation,
  type Operations,
  type PermissionOf,
  type RawInput,
} from '../../service-model/operation.js';
import { pageOf } from '../../service-model/pages.js';
import type { Parameter, Parameters } from './parameters.js';

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

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html */
export const operations = (parameters: Parameters): Operations => {
  const on =
    (action: string, namesIn: (input: RawInput) => readonly unknown[]): PermissionOf =>
    (input) => ({ action, resources: namesIn(input).map((name) => parameters.arn(String(name))) });
  const describe = ({ name, type, version, modified }: Parameter) => ({
    Name: name,
    Type: type,
    Version: version,
    LastModifiedDate: modified,
    ARN: parameters.arn(name),
    DataType: 'text',
  });
  const withValue = (nameOrArn: string, decrypted: boolean) => {
    const found = parameters.find(nameOrArn);
    if (!found) return undefined;
    const isHidden = found.type === 'SecureString' && !decrypted;
    return { ...describe(found), Value: isHidden ? 'encrypted' : found.value };
  };
  const page = (
    isWanted: (name: string) => boolean,
    { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | undefined },
  ) => {
    const names = parameters.names().filter(isWanted);
    return pageOf(names, (name) => name, { size: MaxResults, NextToken }, 'InvalidNextToken');
  };
  return {
    GetParameter: operation(
      GET,
      (input) => {
        const parameter = withValue(input.Name, input.WithDecryption);
        if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${input.Name} not found.`);
        return { Parameter: parameter };
      },
      on('ssm:GetParameter', ({ Name }) => [Name]),
    ),
    GetParameters: operation(
      GET_MANY,
      (input) => {
        const found = input.Names.map((name) => withValue(name, input.WithDecryption));
        return {
          Parameters: found.filter((parameter) => parameter !== undefined),
          InvalidParameters: input.Names.filter((_name, index) => !found[index]),
        };
      },
      on('ssm:GetParameters', ({ Names }) => (Array.isArray(Names) ? Names : [])),
    ),
    GetParametersByPath: operation(
      GET_BY_PATH,
      ({ Path, Recursive, WithDecryption: decrypted, ...rest }) => {
        const folder = Path.endsWith('/') ? Path : `${Path}/`;
        const isBelow = (name: string): boolean =>
          name.startsWith(folder) && (Recursive || !name.slice(folder.length).includes('/'));
        const { items, NextToken } = page(isBelow, rest);
        return { Parameters: items.map((name) => withValue(name, decrypted)), NextToken };
      },
      on('ssm:GetParametersByPath', ({ Path }) => [Path]),
    ),
    DescribeParameters: operation(DESCRIBE, ({ ParameterFilters, ...rest }) => {
      const isWanted = (name: string): boolean =>
        ParameterFilters.every(({ Option, Values }) => Values.some((value) => FILTERS[Option](name, value)));
      const { items, NextToken } = page(isWanted, rest);
      return {
        Parameters: items.flatMap((name) => {
          const found = parameters.find(name);
          return found ? [{ ...describe(found), Tier: 'Standard', Policies: [] }] : [];
        }),
        NextToken,
      };
    }),
    PutParameter: operation(PUT, ({ Name, Value, Type, Overwrite }) => {
      const existing = parameters.find(Name);
      if (existing && !Overwrite) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      return { Version: parameters.put(Name, Value, Type ?? existing?.type), Tier: 'Standard' };
    }),
  };
};
