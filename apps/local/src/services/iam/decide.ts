import type { Statement } from './policy-document.js';

/** The request of a principal to use an action on a resource. */
export interface AccessRequest {
  /** ARN of a role, or name of an AWS service, e.g. `sns.amazonaws.com`. */
  readonly principal: string;
  /** As policies name it, e.g. `sns:Publish`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** ARN of the resource for which a service makes the request, e.g. of a topic. */
  readonly source?: string;
}

/** `not mentioned`: no statement applies to the request. */
export type Decision = 'allowed' | 'denied' | 'not mentioned';

/**
 * The decision of these statements, from one policy or from several. A Deny overrides every Allow.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const decide = (statements: readonly Statement[], request: AccessRequest): Decision => {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return applying.length > 0 ? 'allowed' : 'not mentioned';
};

const applies = (statement: Statement, { principal, action, resource, source }: AccessRequest): boolean => {
  const { Principal, Action, Resource, Condition } = statement;
  const values = {
    // As in the cloud, where TLS is used. Here the connections are plain, but do not leave this machine.
    'aws:SecureTransport': 'true',
    'aws:SourceArn': source,
    'aws:SourceAccount': source?.split(':')[4],
  };
  const conditions = Object.values(Condition).flatMap((keys) => Object.entries(keys ?? {}));
  return (
    (!Principal || isPrincipalOf(Principal, principal)) &&
    // IAM compares actions without regard to case.
    Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    Resource.some((pattern) => matches(pattern, resource)) &&
    conditions.every(([key, patterns]) => {
      const value = values[key as keyof typeof values];
      return value !== undefined && patterns.some((pattern: string) => matches(pattern, value));
    })
  );
};

const isPrincipalOf = (
  { AWS = [], Service = [] }: NonNullable<Statement['Principal']>,
  principal: string,
): boolean => AWS.includes('*') || AWS.includes(principal) || Service.includes(principal);

/** `*` stands for any text, `?` for one character. */
const matches = (pattern: string, text: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
};
