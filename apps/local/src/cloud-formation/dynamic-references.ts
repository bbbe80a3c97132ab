import { isObject } from '../core/json.js';

/**
 * Resolves `{{resolve:ssm:name}}` and `{{resolve:secretsmanager:id:SecretString:key}}` in a text.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export const resolveDynamicReferences = (
  text: string,
  parameter: (name: string) => string,
  secret: (id: string) => string,
): string =>
  text.replace(/\{\{resolve:([^:}]+):([^}]*)\}\}/g, (reference, service: string, rest: string) => {
    if (service === 'ssm') return parameter(rest.replace(/:\d+$/, ''));
    if (service !== 'secretsmanager') throw new Error(`The local cloud does not know ${reference}`);
    // An id can be an ARN, which contains colons.
    const [, id = rest, key] = /^(.+?):SecretString(?::([^:]*).*)?$/.exec(rest) ?? [];
    return key ? valueOf(secret(id), key, reference) : secret(id);
  });

const valueOf = (json: string, key: string, reference: string): string => {
  const value: unknown = JSON.parse(json);
  if (isObject(value) && Object.hasOwn(value, key)) return String(value[key]);
  throw new Error(`The secret of ${reference} has no key ${key}`);
};
