import { isObject } from './json.js';

/** The values of the names in a template. Each method throws if it does not know the name. */
export interface Scope {
  /** Of a parameter, a pseudo parameter or a resource. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  /** `Mappings` of the template. */
  mapping(map: string, topKey: string, secondKey: string): unknown;
  /** Completes a computed text, e.g. resolves `{{resolve:…}}` in it. */
  text(value: string): string;
}

/** `AWS::NoValue`: a property or element with this value is removed. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/**
 * Computes a value of the template: replaces every intrinsic function in it by its result.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const evaluate = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'string') return scope.text(value);
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) throw new Error(`${name} is not an intrinsic function that this project knows`);
    return intrinsic(argument, scope);
  }
  return Object.fromEntries(
    entries
      .map(([key, item]) => [key, evaluate(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
};

/** Computes one of the template's `Conditions`. */
export const evaluateCondition = (value: unknown, scope: Scope): boolean => {
  const [name, argument] = isObject(value) ? (Object.entries(value)[0] ?? []) : [];
  const conditions = (): boolean[] => list(argument).map((it) => evaluateCondition(it, scope));
  switch (name) {
    case 'Condition':
      return scope.condition(String(argument));
    case 'Fn::Equals': {
      const [left, right] = list(argument).map((it) => String(evaluate(it, scope)));
      return left === right;
    }
    case 'Fn::And':
      return conditions().every(Boolean);
    case 'Fn::Or':
      return conditions().some(Boolean);
    case 'Fn::Not':
      return !conditions()[0];
    default:
      throw new Error(`${JSON.stringify(value)} is not a condition that this project knows`);
  }
};

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.ref(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument);
    return scope.attribute(String(logicalId), attribute.map((part) => text(part, scope)).join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument);
    const texts = list(evaluate(items, scope)).map(String);
    return scope.text(texts.join(String(separator)));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = isObject(variables) ? variables : {};
    return scope.text(
      String(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        if (Object.hasOwn(own, name)) return text(own[name], scope);
        const [logicalId = '', ...attribute] = name.split('.');
        return String(attribute.length ? scope.attribute(logicalId, attribute.join('.')) : scope.ref(name));
      }),
    );
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument);
    return evaluate(scope.condition(String(condition)) ? yes : no, scope);
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(argument);
    const chosen = list(evaluate(items, scope))[Number(evaluate(index, scope))];
    if (chosen === undefined) throw new Error(`Fn::Select has no item ${JSON.stringify(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument);
    return text(source, scope).split(String(separator));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, topKey, secondKey] = list(argument).map((it) => text(it, scope));
    return scope.mapping(map ?? '', topKey ?? '', secondKey ?? '');
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(argument, scope)).toString('base64'),
  'Fn::ImportValue': () => {
    throw new Error('Fn::ImportValue needs another stack, and this one is read alone');
  },
};

const list = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`${JSON.stringify(value)} should be a list`);
};

const text = (value: unknown, scope: Scope): string => String(evaluate(value, scope));
