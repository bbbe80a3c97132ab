import type { TerraformSymbol } from './symbol.js';
import { ACCOUNT, PARTITION, REGION, symbolicArn, symbolicName, URL_SUFFIX } from './symbol.js';
import { TYPES } from './conversion/types.js';

/** A resource or data source that a mocked provider has to know. */
export interface MockedResource {
  /** As Terraform writes it. */
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed' | 'data';
}

/** Attributes of types, as the provider's schema has them. A data source's key begins with `data `. */
export type Schemas = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a Terraform test does. */
export interface TestPlan {
  readonly variables: Readonly<Record<string, string | boolean>>;
  /** They get symbolic values. */
  readonly resources: readonly MockedResource[];
  readonly schemas: Schemas;
  /** A run with `apply` has a state of its own, so each invents values of its own. */
  readonly runs: readonly ('plan' | 'apply')[];
}

/** The text of a Terraform test that evaluates the configuration with a mocked provider. */
export const mockedTest = ({ variables, resources, schemas, runs }: TestPlan): string => {
  const region = ['id', 'name', ...('region' in (schemas['data aws_region'] ?? {}) ? ['region'] : [])];
  const busArn = `arn:${PARTITION}:events:${REGION}:${ACCOUNT}:event-bus/unknown`;
  return `mock_provider "aws" {
  mock_data "aws_region" {
    defaults = ${hcl(Object.fromEntries(region.map((name) => [name, REGION])))}
  }
  mock_data "aws_caller_identity" {
    defaults = ${hcl({ account_id: ACCOUNT, id: ACCOUNT })}
  }
  mock_data "aws_partition" {
    defaults = ${hcl({ partition: PARTITION, id: PARTITION, dns_suffix: URL_SUFFIX })}
  }
  mock_data "aws_ssm_parameter" {
    defaults = ${hcl({ value: busArn, insecure_value: busArn })}
  }
${resources.map((resource, index) => override(resource, index, schemas)).join('')}}

variables {
${Object.entries(variables)
  .map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`)
  .join('')}}
${runs.map((command, index) => `\nrun "run_${index}" {\n  command   = ${command}\n  state_key = "${index}"\n}\n`).join('')}`;
};

/** Data sources whose values other resources use. */
export const DATA: Readonly<Record<string, readonly string[]>> = {
  aws_ssm_parameter: ['value', 'insecure_value'],
  aws_secretsmanager_random_password: ['random_password'],
};

const override = ({ address, type, mode }: MockedResource, index: number, schemas: Schemas): string => {
  const values =
    mode === 'data'
      ? dataValues(address, type, index)
      : Object.fromEntries(
          Object.keys(TYPES[type]?.attributes ?? {})
            .filter((attribute) => attribute in (schemas[type] ?? {}))
            .map((attribute) => [attribute, symbolicValue(type, { index, attribute })]),
        );
  if (Object.keys(values).length === 0) return '';
  return `  override_${mode === 'data' ? 'data' : 'resource'} {
    target = ${address}
    values = ${hcl(values)}
  }
`;
};

const dataValues = (address: string, type: string, index: number): Readonly<Record<string, string>> => {
  const symbolOf = (attribute: string): string =>
    /arn/.test(address) ? symbolicArn('events', { index, attribute }) : symbolicName({ index, attribute });
  return Object.fromEntries((DATA[type] ?? []).map((attribute) => [attribute, symbolOf(attribute)]));
};

const symbolicValue = (type: string, symbol: TerraformSymbol): string => {
  const isArn = /(^|_)arn$/.test(symbol.attribute) || (type === 'aws_sns_topic' && symbol.attribute === 'id');
  return isArn ? symbolicArn(TYPES[type]?.arn ?? 'symbolic', symbol) : symbolicName(symbol);
};

const hcl = (values: Readonly<Record<string, unknown>>): string =>
  `{ ${Object.entries(values)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ')} }`;
