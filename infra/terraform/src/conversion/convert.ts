import type { CloudFormationTemplate, TemplateResource } from '@product-service/cloud-formation';
import type { EvaluatedConfiguration, EvaluatedResource } from '../evaluated-configuration.js';
import { logicalIdOf, pascalCase } from './logical-id.js';
import { addressesIn, API_KEY_PARAMETER, referencesOf } from './references.js';
import { convertSettings } from './terraform-type.js';
import { typeOf } from './types.js';

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
          ...dependsOn(owner, owners, configuration),
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

/**
 * What must be created before. Not what refers to the resource itself: parts of a resource have dependencies of their own in
 * Terraform, and here they belong to the owner.
 */
const dependsOn = (
  { address, dependsOn: addresses }: EvaluatedResource,
  owners: readonly EvaluatedResource[],
  configuration: EvaluatedConfiguration,
): Pick<TemplateResource, 'DependsOn'> => {
  const existing = owners
    .filter((it) => addresses.includes(withoutIndices(it.address)))
    .filter((it) => !addressesIn(propertiesOf(it, configuration)).includes(address));
  return existing.length > 0 ? { DependsOn: existing.map((it) => logicalIdOf(it.address)) } : {};
};
