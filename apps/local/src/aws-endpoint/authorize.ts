import type { Log } from '../console/activity.js';
import type { Policies } from '../services/iam/policies.js';
import { ownValue } from '../core/json.js';
import type { AwsCall } from './read-call.js';
import { AwsError } from '../service-model/aws-error.js';
import { callerArn } from '../services/sts/access-keys.js';
import { type Arns, neededPermission } from '../services/sqs/operations.js';

/** How services say no that don't say it the usual way: code and HTTP status. */
const DENIALS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  sns: ['AuthorizationError', 403],
  sqs: ['AccessDenied', 403],
};
const USUAL_DENIAL = ['AccessDeniedException', 400] as const;

const NOT_LISTED =
  'because the local cloud does not know which permission that takes: list it in front-door/needed-permissions.ts';

/**
 * Lets functions make the calls that their roles allow, and the administrator every call.
 * @throws AwsError as the service would answer. The log shows it, too.
 */
export const authorizer = (policies: Policies, arns: Arns, log: Log) => {
  const denialOf = ({ service, operation, input }: AwsCall, principal: string) => {
    const needed = neededPermission(service, operation, input, arns);
    if (!needed) return { action: `${service}:${operation}`, resource: '*', reason: NOT_LISTED };
    const { action, resources } = needed;
    return resources
      .map((resource) => ({
        action,
        resource,
        reason: policies.objectionTo({ principal, action, resource }),
      }))
      .find(({ reason }) => reason !== undefined);
  };
  return (call: AwsCall): void => {
    const { caller, service } = call;
    if (caller.kind === 'administrator') return;
    const denial = denialOf(call, caller.roleArn);
    if (!denial) return;
    const { action, resource, reason = '' } = denial;
    log({ event: 'denied', caller: caller.functionName, action, resource, reason });
    const [code, status] = ownValue(DENIALS, service) ?? USUAL_DENIAL;
    const user = callerArn(caller, arns.account);
    throw new AwsError(
      code,
      `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
      status,
    );
  };
};
