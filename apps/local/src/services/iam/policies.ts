import type { Log } from '../../console/activity.js';
import { type AccessRequest, decide } from './decide.js';
import { IDENTITY_POLICY, type Statement } from './policy-document.js';

/** All policies of the account. */
export interface Policies {
  attachToRole(roleName: string, statements: readonly Statement[]): void;
  /** @throws Error if it is neither the template's nor one of AWS that the local cloud knows. */
  attachManaged(roleName: string, policyArn: string): void;
  defineManaged(policyArn: string, statements: readonly Statement[]): void;
  /** From then on AWS services may do with this resource what its policies allow, and nothing else. */
  protect(resourceArn: string): void;
  attachToResource(resourceArn: string, statements: readonly Statement[]): void;
  /** Why it may not be done, in AWS's words; undefined if it may. */
  objectionTo(request: AccessRequest): string | undefined;
  /** The same, and shows it. `caller` is what the log calls who asked. */
  refuse(caller: string, request: AccessRequest): string | undefined;
}

const allowLogs = (...actions: string[]): readonly Statement[] =>
  IDENTITY_POLICY.parse({
    Statement: { Effect: 'Allow', Action: actions.map((it) => `logs:${it}`), Resource: '*' },
  });

/** Policies that AWS keeps, as far as the local cloud knows what they say. */
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

  const objectionTo = (request: AccessRequest): string | undefined => {
    const { principal, action, resource } = request;
    const isRole = principal.startsWith('arn:');
    // Queues that other programs made are their business.
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
        `the local cloud does not know what the policy ${policyArn} says: tell it in apps/local/src/iam/policies.ts`,
      );
    },
    defineManaged: (policyArn, statements) => void managed.set(policyArn, statements),
    protect: (resourceArn) => append(ofResources, resourceArn, []),
    attachToResource: (resourceArn, statements) => append(ofResources, resourceArn, statements),
    objectionTo,
    refuse(caller, request) {
      const reason = objectionTo(request);
      const { action, resource } = request;
      if (reason !== undefined) log({ event: 'denied', caller, action, resource, reason });
      return reason;
    },
  };
};

/** `arn:aws:iam::<account>:role/<path>/<name>` */
export const roleNameOf = (roleArn: string): string => roleArn.split('/').at(-1) ?? roleArn;

const append = <T>(lists: Map<string, T[]>, key: string, items: readonly T[]): void =>
  void lists.set(key, [...(lists.get(key) ?? []), ...items]);
