import { isObject } from '@product-service/cloud-formation';
import type { EvaluatedConfiguration } from '../evaluated-configuration.js';
import { logicalIdOf } from './logical-id.js';
import { typeOf } from './types.js';

/** In place of the root variable with Datadog's key. */
export const API_KEY_PARAMETER = 'DatadogApiKey';

const REFERENCE = /\$\{([^}]+?)(?:\.([a-z_]+))?\}/g;

/** Addresses that a value refers to. */
export const addressesIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(REFERENCE)].map(([, address = '']) => address);

/** @returns a function that replaces references by intrinsic functions. */
export const referencesOf = ({ resources, data }: EvaluatedConfiguration): ((value: unknown) => unknown) => {
  const byAddress = new Map([...resources, ...data].map((resource) => [resource.address, resource]));

  const intrinsicOf = (address: string, attribute: string | undefined): unknown => {
    if (attribute === undefined) return pseudoParameter(address);
    const target = byAddress.get(address);
    if (!target) throw new Error(`${address} is not in the configuration`);
    if (target.type === 'aws_ssm_parameter' && address.includes('data.')) {
      return replace(`{{resolve:ssm:${target.values['name']}}}`);
    }
    if (target.type === 'aws_secretsmanager_random_password') return generatedSecret(address);
    const conversion = typeOf(target.type).attributes?.[attribute];
    if (conversion === undefined)
      throw new Error(`The conversion does not know ${attribute} of ${target.type}`);
    if (conversion.includes('${')) {
      const own = conversion.replaceAll(/\$\{own\.(\w+)\}/g, (_, name: string) =>
        String(target.values[name]),
      );
      return replace(own.replaceAll('${this.', `\${${address}.`));
    }
    if (conversion === 'Ref') return { Ref: logicalIdOf(address) };
    return { 'Fn::GetAtt': [logicalIdOf(address), conversion] };
  };
  /** Where the generated text is used, CloudFormation reads it from the secret that stores it. */
  const generatedSecret = (address: string): unknown => {
    const version = resources.find(
      ({ values }) => values['secret_string'] === `\${${address}.random_password}`,
    );
    if (!version) throw new Error(`No secret stores ${address}`);
    return replace(`{{resolve:secretsmanager:${version.values['secret_id']}:SecretString:::}}`);
  };
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replace(v)]));
    if (typeof value !== 'string') return value;
    const parts: unknown[] = [];
    let from = 0;
    for (const match of value.matchAll(REFERENCE)) {
      parts.push(value.slice(from, match.index), intrinsicOf(match[1] ?? '', match[2]));
      from = match.index + match[0].length;
    }
    parts.push(value.slice(from));
    const given = parts.filter((part) => part !== '');
    return given.length > 1 ? { 'Fn::Join': ['', given] } : (given[0] ?? '');
  };
  return replace;
};

const pseudoParameter = (name: string): unknown => {
  const names: Readonly<Record<string, string>> = {
    account: 'AccountId',
    partition: 'Partition',
    region: 'Region',
    url_suffix: 'URLSuffix',
  };
  if (name === 'datadog_api_key') return { Ref: API_KEY_PARAMETER };
  if (Object.hasOwn(names, name)) return { Ref: `AWS::${names[name]}` };
  throw new Error(`\${${name}} is not a reference`);
};
