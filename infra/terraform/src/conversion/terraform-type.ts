import { isObject } from '@product-service/cloud-formation';

/** The values of a resource, as Terraform evaluated them. */
export type Values = Readonly<Record<string, unknown>>;

/** How a setting becomes properties: under another name, or by a function. */
export type Conversion = string | ((value: unknown, values: Values) => Readonly<Record<string, unknown>>);

/** How a type of Terraform's AWS provider becomes one of CloudFormation. */
export interface TerraformType {
  /** The type in CloudFormation. Undefined: it is a part of another resource, see `partOf`. */
  readonly type?: string;
  /** The setting that refers to the resource that this one is a part of. */
  readonly partOf?: string;
  /** AWS service in the resource's ARN. */
  readonly arn?: string;
  /**
   * What only AWS knows: each attribute, and what returns it in CloudFormation. This is `Ref`, an attribute for `Fn::GetAtt`, or a
   * text that contains attributes (`${this.id}`) and settings (`${own.name}`) of the resource.
   */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Each setting that the configuration uses. Any other one is refused. */
  readonly settings: Readonly<Record<string, Conversion>>;
}

/** A setting with no counterpart in CloudFormation. */
export const without = (_reason: string) => (): Readonly<Record<string, unknown>> => ({});

/** A text with JSON. */
export const json =
  (property: string): Conversion =>
  (value) => ({ [property]: JSON.parse(String(value)) });

/** The only block of its kind, with other names for its settings. */
export const block =
  (property: string, settings: Readonly<Record<string, Conversion>>): Conversion =>
  (value) => {
    const [only] = [value].flat().filter(isObject);
    return only ? { [property]: convertSettings(only, settings, property) } : {};
  };

/** @throws Error for a setting that the table does not have */
export const convertSettings = (
  values: Values,
  settings: Readonly<Record<string, Conversion>>,
  place: string,
): Record<string, unknown> => {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const conversion = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (!conversion) throw new Error(`${place}: the conversion to CloudFormation does not know ${name}`);
    Object.assign(
      properties,
      typeof conversion === 'string' ? { [conversion]: value } : conversion(value, values),
    );
  }
  return properties;
};
