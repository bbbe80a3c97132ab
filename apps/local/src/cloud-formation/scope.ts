import { type Account, PARTITION, URL_SUFFIX } from '../core/account.js';
import { ownValue } from '../core/json.js';
import type { Created } from '../service-model/resource-type.js';
import { evaluateCondition, NO_VALUE, type Scope } from '@product-service/cloud-formation';
import type { Template } from './template.js';

/** Where the values come from that are not in the template itself. */
export interface ScopeSources {
  readonly account: Account;
  /** Undefined: the resource does not exist yet. */
  resource(logicalId: string): Created | undefined;
  /** The value of an SSM parameter. @throws if there is none */
  parameter(name: string): string;
  /** @see Scope.text */
  text(value: string): string;
}

/** The values of a template's names, from its own sections and from the resources that exist. */
export const scopeOf = (template: Template, { account, resource, parameter, text }: ScopeSources): Scope => {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': account.id,
    'AWS::Region': account.region,
    'AWS::Partition': PARTITION,
    'AWS::URLSuffix': URL_SUFFIX,
    'AWS::StackName': account.stackName,
    'AWS::StackId': account.stackId,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': NO_VALUE,
  };
  const existing = (logicalId: string): Created => {
    const created = resource(logicalId);
    if (created) return created;
    throw new Error(`${logicalId} is not a resource, parameter or pseudo parameter that exists here`);
  };
  const scope: Scope = {
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const declared = ownValue(template.Parameters, name);
      return declared ? parameterValue(name, declared.Type, declared.Default, parameter) : existing(name).ref;
    },
    attribute(logicalId, attribute) {
      const { attributes = {} } = existing(logicalId);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      throw new Error(`${logicalId} has no attribute ${attribute} that the local cloud knows`);
    },
    condition(name) {
      if (!Object.hasOwn(template.Conditions, name)) throw new Error(`The template has no condition ${name}`);
      return evaluateCondition(template.Conditions[name], scope);
    },
    mapping(map, topKey, secondKey) {
      const value = ownValue(ownValue(ownValue(template.Mappings, map) ?? {}, topKey) ?? {}, secondKey);
      if (value === undefined) throw new Error(`The template maps nothing at ${map}.${topKey}.${secondKey}`);
      return value;
    },
    text,
  };
  return scope;
};

const parameterValue = (
  name: string,
  type: string,
  value: unknown,
  parameter: (name: string) => string,
): unknown => {
  if (value === undefined) {
    throw new Error(`The template's parameter ${name} has no default, and a local start sets no parameters`);
  }
  const items = (joined: string): string[] => joined.split(',').map((item) => item.trim());
  switch (type) {
    case 'String':
    case 'Number':
      return String(value);
    case 'CommaDelimitedList':
    case 'List<String>':
    case 'List<Number>':
      return items(String(value));
    case 'AWS::SSM::Parameter::Name':
      return String(value);
    case 'AWS::SSM::Parameter::Value<String>':
      return parameter(String(value));
    case 'AWS::SSM::Parameter::Value<List<String>>':
      return items(parameter(String(value)));
    default:
      throw new Error(
        `The template's parameter ${name} has the type ${type}, which the local cloud doesn't know`,
      );
  }
};
