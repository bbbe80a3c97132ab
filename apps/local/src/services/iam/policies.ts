import type { Log } from '../../core/activity.js';
import { roleNameOf } from '../../core/account.js';
import { type AccessRequest, decide } from './decide.js';
import { IDENTITY_POLICY, type Statement } from './policy-document.js';

/** All policies of the account. */
export interface Policies {
  attachToRole(roleName: string, statements: readonly Statement[]): void;
  /** @throws Error if it is neither the template's nor an AWS managed policy that the local cloud knows. */
  attachManaged(roleName: string, policyArn: string): void;
  defineManaged(policyArn: string, statements: readonly Statement[]): void;
  /** From now on, AWS services may only use this resource as its policies allow. */
  protect(resourceArn: string): void;
  attachToResource(resourceArn: string, statements: readonly Statement[]): void;
  /** Why the request is denied, in AWS's words. Undefined: it is allowed. */
  denialReason(request: AccessRequest): string | undefined;
  /** The same, and logs the denial. `caller` is the name in the log. */
  enforce(caller: string, request: AccessRequest): string | undefined;
}

const allowLogs = (...actions: string[]): readonly Statement[] =>
  IDENTITY_POLICY.parse({
    Statement: { Effect: 'Allow', Action: actions.map((it) => `logs:${it}`), Resource: '*' },
  });

/** AWS managed policies that the local cloud knows. */
const AWS_MANAGED: Readonly<Record<string, readonly Statement[]>> = {
  'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs': allowLogs(
    ...['CreateLogGroup', 'CreateLogStream', 'DescribeLogGroups', 'DescribeLogStreams'],
    ...['PutLogEvents', 'GetLogEvents', 'FilterLogEvents'],
  ),
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': allowLogs(
    ...['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'],
  ),
};

export const accountPolicies = (log: Log): Policies => {
  const managed = new Map(Object.entries(AWS_MANAGED));
  const ofRoles = new Map<string, Statement[]>();
  const ofResources = new Map<string, Statement[]>();

  const denialReason = (request: AccessRequest): string | undefined => {
    const { principal, action, resource } = request;
    const isRole = principal.startsWith('arn:');
    // Not a resource of the template, e.g. a queue that another program has created: not checked.
    if (!isRole && !ofResources.has(resource)) return undefined;
    const identity = decide(ofRoles.get(roleNameOf(principal)) ?? [], request);
    const own = decide(ofResources.get(resource) ?? [], request);
    if (identity === 'denied') return 'with an explicit deny in an identity-based policy';
    if (own === 'denied') return 'with an explicit deny in a resource-based policy';
    if (identity === 'allowed' || own === 'allowed') return undefined;
    return `because no ${isRole ? 'identity' : 'resource'}-based policy allows the ${action} action`;
  };

  const attachToRole = (roleName: string, statements: readonly Statement[]): void =>
    append(ofRoles, roleName, statements);
  return {
    attachToRole,
    attachManaged(roleName, policyArn) {
      const statements = managed.get(policyArn);
      if (statements) return attachToRole(roleName, statements);
      throw new Error(
        `the local cloud does not know the policy ${policyArn}: add it in apps/local/src/services/iam/policies.ts`,
      );
    },
    defineManaged: (policyArn, statements) => void managed.set(policyArn, statements),
    protect: (resourceArn) => append(ofResources, resourceArn, []),
    attachToResource: (resourceArn, statements) => append(ofResources, resourceArn, statements),
    denialReason,
    enforce(caller, request) {
      const reason = denialReason(request);
      const { action, resource } = request;
      if (reason !== undefined) log({ event: 'denied', caller, action, resource, reason });
      return reason;
    },
  };
};

const append = <T>(lists: Map<string, T[]>, key: string, items: readonly T[]): void =>
  void lists.set(key, [...(lists.get(key) ?? []), ...items]);
