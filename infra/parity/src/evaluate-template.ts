import {
  type CloudFormationTemplate,
  evaluate,
  evaluateCondition,
  isObject,
  NO_VALUE,
  type Scope,
} from '@product-service/cloud-formation';
import { ATTRIBUTES, symbol } from './symbols.js';

/** A resource whose properties contain no intrinsic function, but symbolic values. */
export interface EvaluatedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  /** `DeletionPolicy` and `UpdateReplacePolicy`. */
  readonly policies: Readonly<Record<string, string>>;
}

export interface EvaluatedTemplate {
  readonly resources: readonly EvaluatedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

const PSEUDO_PARAMETERS: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': '<account>',
  'AWS::Region': '<region>',
  'AWS::Partition': '<partition>',
  'AWS::URLSuffix': '<url suffix>',
  'AWS::StackName': '<stack name>',
  'AWS::NoValue': NO_VALUE,
};

/** Datadog's key has another name in each deployment, and only its use matters. */
const API_KEY = '<Datadog API key>';

/**
 * Evaluates a template with the defaults of its parameters. What only AWS knows becomes a symbolic value.
 * @throws Error for a reference that the template does not contain.
 */
export const evaluateTemplate = (template: CloudFormationTemplate): EvaluatedTemplate => {
  const { Parameters = {}, Conditions = {}, Resources, Outputs = {} } = template;
  const scope: Scope = {
    ref(name) {
      if (Object.hasOwn(PSEUDO_PARAMETERS, name)) return PSEUDO_PARAMETERS[name];
      const parameter = Object.hasOwn(Parameters, name) ? Parameters[name] : undefined;
      if (!parameter) return attributeOf(name, undefined);
      if (parameter.NoEcho) return API_KEY;
      const value = parameter.Default;
      if (value === undefined) throw new Error(`The parameter ${name} has no default`);
      return parameter.Type.startsWith('AWS::SSM::Parameter::Value')
        ? `{{resolve:ssm:${value}}}`
        : String(value);
    },
    attribute: (logicalId, attribute) => attributeOf(logicalId, attribute),
    condition: (name) => evaluateCondition(Conditions[name], scope),
    mapping: () => {
      throw new Error('The deployments have no mappings');
    },
    text: (text) => text,
  };
  const attributeOf = (logicalId: string, attribute: string | undefined): string => {
    const resource = Object.hasOwn(Resources, logicalId) ? Resources[logicalId] : undefined;
    if (!resource) throw new Error(`${logicalId} is not in the template`);
    const { ref, name, synonyms } = ATTRIBUTES[resource.Type] ?? { ref: 'Ref' };
    const meaning = attribute === undefined ? ref : (synonyms?.[attribute] ?? attribute);
    if (resource.Type === 'AWS::SSM::Parameter' && meaning === 'Value') {
      return String(evaluate(resource.Properties?.['Value'], scope));
    }
    if (resource.Type === 'AWS::Logs::LogGroup' && meaning === 'Arn') {
      return `arn:<partition>:logs:<region>:<account>:log-group:${attributeOf(logicalId, 'Name')}:*`;
    }
    const given = meaning === 'Name' && name !== undefined && resource.Properties?.[name];
    if (given) return String(evaluate(given, scope));
    if (resource.Type === 'AWS::Events::Rule' && meaning !== 'Name') return ruleAttribute(logicalId, meaning);
    return symbol(logicalId, meaning);
  };
  /** On a custom bus, `Ref` is `bus|rule`, and the ARN ends in `rule/bus/rule`. */
  const ruleAttribute = (logicalId: string, attribute: string): string => {
    const bus = String(evaluate(Resources[logicalId]?.Properties?.['EventBusName'] ?? 'default', scope));
    const name = symbol(logicalId, 'Name');
    return attribute === 'Ref' ? `${bus}|${name}` : `<rule>/${bus.replaceAll('/', '-')}/${name}`;
  };

  const exists = (condition: string | undefined): boolean =>
    condition === undefined || scope.condition(condition);
  return {
    resources: Object.entries(Resources)
      .filter(([, { Condition }]) => exists(Condition))
      .map(([logicalId, resource]) => {
        const properties = evaluate(resource.Properties ?? {}, scope);
        const { DeletionPolicy, UpdateReplacePolicy } = resource;
        return {
          logicalId,
          type: resource.Type,
          properties: isObject(properties) ? properties : {},
          dependsOn: [resource.DependsOn ?? []].flat(),
          policies: {
            ...(DeletionPolicy && { DeletionPolicy }),
            ...(UpdateReplacePolicy && { UpdateReplacePolicy }),
          },
        };
      }),
    outputs: Object.fromEntries(
      Object.entries(Outputs).map(([name, { Value }]) => [name, evaluate(Value, scope)]),
    ),
  };
};
