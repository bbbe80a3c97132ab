import {
  type CloudFormationTemplate,
  isObject,
  type TemplateResource,
} from '@product-service/cloud-formation';
import type { EvaluatedConfiguration, EvaluatedResource } from '../evaluated-configuration.js';
import { API, MONITORING } from './api.js';
import { EVENTS } from './events.js';
import { IDENTITY } from './identity.js';
import { LAMBDA } from './lambda.js';
import { MESSAGING } from './messaging.js';
import { convertSettings, type TerraformType } from './terraform-type.js';
import { STORAGE } from './storage.js';

/** Every type that the configuration uses. */
export const TYPES: Readonly<Record<string, TerraformType>> = {
  ...API,
  ...EVENTS,
  ...IDENTITY,
  ...LAMBDA,
  ...MESSAGING,
  ...MONITORING,
  ...STORAGE,
};

/** In place of the root variable with Datadog's key. */
const API_KEY_PARAMETER = 'DatadogApiKey';

/**
 * The same infrastructure as a CloudFormation template. Terraform has evaluated everything; this only gives other names.
 * @throws Error for a type or a setting that the tables do not contain: nothing is left out silently.
 */
export const toCloudFormation = (configuration: EvaluatedConfiguration): CloudFormationTemplate => {
  const owners = configuration.resources.filter(({ type }) => typeOf(type).type !== undefined);
  const references = referencesOf(configuration);
  return {
    Parameters: { [API_KEY_PARAMETER]: { Type: 'String', NoEcho: true, Default: 'DD_API_KEY is not set' } },
    Resources: Object.fromEntries(
      owners.map((owner) => [
        logicalIdOf(owner.address),
        {
          Type: typeOf(owner.type).type ?? '',
          Properties: references(propertiesOf(owner, configuration)) as Record<string, unknown>,
          ...dependsOn(owner, owners),
        } satisfies TemplateResource,
      ]),
    ),
    Outputs: Object.fromEntries(
      Object.entries(configuration.outputs).map(([name, value]) => [
        pascalCase(name),
        { Value: references(value) },
      ]),
    ),
  };
};

const typeOf = (type: string): TerraformType => {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (known) return known;
  throw new Error(
    `The conversion to CloudFormation does not know ${type}: add it to infra/terraform/src/conversion.`,
  );
};

/** CloudFormation generates a secret itself. */
const RANDOM_PASSWORD = { password_length: 'PasswordLength', exclude_punctuation: 'ExcludePunctuation' };

/** Its own settings, and those of the resources that are a part of it. */
const propertiesOf = (
  owner: EvaluatedResource,
  { resources, data }: EvaluatedConfiguration,
): Record<string, unknown> => {
  const own = convertSettings(owner.values, typeOf(owner.type).settings, owner.address);
  for (const part of resources) {
    const { partOf, settings } = typeOf(part.type);
    if (partOf === undefined || !isPartOf(part, part.values[partOf], owner)) continue;
    const properties = convertSettings(part.values, settings, part.address);
    if (part.type !== 'aws_cloudwatch_event_target') Object.assign(own, properties);
    // Terraform generates an id that the configuration does not give.
    else own['Targets'] = [...((own['Targets'] as unknown[]) ?? []), { Id: 'Target', ...properties }];
  }
  const generated = data.find(({ address }) => own['SecretString'] === `\${${address}.random_password}`);
  if (!generated) return own;
  const { SecretString: _, ...rest } = own;
  return {
    ...rest,
    GenerateSecretString: convertSettings(generated.values, RANDOM_PASSWORD, generated.address),
  };
};

/** A part refers to its owner by an attribute, or by a name that the owner has as well. */
const isPartOf = (part: EvaluatedResource, reference: unknown, owner: EvaluatedResource): boolean => {
  if (!part.dependsOn.includes(withoutIndices(owner.address))) return false;
  const name = owner.values['name'] ?? owner.values['function_name'] ?? owner.values['stage_name'];
  return reference === name || String(reference).startsWith(`\${${owner.address}.`);
};

/** Terraform names dependencies without the keys of `for_each` and `count`. */
const withoutIndices = (address: string): string => address.replaceAll(/\[[^\]]*\]/g, '');

const dependsOn = (
  { dependsOn: addresses }: EvaluatedResource,
  owners: readonly EvaluatedResource[],
): Pick<TemplateResource, 'DependsOn'> => {
  const existing = owners.filter(({ address }) => addresses.includes(withoutIndices(address)));
  return existing.length > 0 ? { DependsOn: existing.map(({ address }) => logicalIdOf(address)) } : {};
};

const REFERENCE = /\$\{([^}]+?)(?:\.([a-z_]+))?\}/g;

/** Replaces references by intrinsic functions. */
const referencesOf = ({ resources, data }: EvaluatedConfiguration): ((value: unknown) => unknown) => {
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

/** `QueuePricesSqsQueue` of `module.queue[Prices].aws_sqs_queue.this`. */
export const logicalIdOf = (address: string): string =>
  pascalCase(address.replaceAll(/\bmodule\.|\baws_|\.this\b/g, ''));

const pascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
