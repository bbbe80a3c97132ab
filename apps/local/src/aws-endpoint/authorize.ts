import type { Log } from '../core/activity.js';
import type { Account } from '../core/account.js';
import { isObject, ownValue } from '../core/json.js';
import { type AwsCall, callerArn } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';
import type { Permission } from '../service-model/operation.js';
import type { ServiceApi } from '../service-model/service.js';

/** Why a role may not use an action on a resource. Undefined: it may. */
export type DenialReason = (request: {
  principal: string;
  action: string;
  resource: string;
}) => string | undefined;

const DEFAULT_DENIAL = { code: 'AccessDeniedException', status: 400 };

/** The permission that a call needs. Undefined: the local cloud knows none for it, so only the administrator may make it. */
export const permissionFor = (
  api: ServiceApi | undefined,
  { operation, input }: Pick<AwsCall, 'operation' | 'input'>,
): Permission | undefined => {
  const permission = ownValue(api?.operations ?? {}, operation)?.permission?.(isObject(input) ? input : {});
  return permission && { ...permission, resources: [...new Set(permission.resources)] };
};

/**
 * Checks calls of functions against the policies of their roles. The administrator may make every call.
 * @throws AwsError as the service itself would answer. The denial is logged too.
 */
export const authorizer = (account: Account, denialReason: DenialReason, log: Log) => {
  const denialOf = (api: ServiceApi | undefined, call: AwsCall, principal: string) => {
    const permission = permissionFor(api, call);
    if (!permission) {
      const action = `${call.service}:${call.operation}`;
      const reason =
        'because the local cloud does not know which permission this call needs: add it to the operation in ' +
        'apps/local/src/services';
      return { action, resource: '*', reason };
    }
    const { action, resources } = permission;
    return resources
      .map((resource) => ({ action, resource, reason: denialReason({ principal, action, resource }) }))
      .find(({ reason }) => reason !== undefined);
  };
  return (api: ServiceApi | undefined, call: AwsCall): void => {
    const { caller } = call;
    if (caller.kind === 'administrator') return;
    const denial = denialOf(api, call, caller.roleArn);
    if (!denial) return;
    const { action, resource, reason = '' } = denial;
    log({ event: 'denied', caller: caller.functionName, action, resource, reason });
    const { code, status } = api?.denial ?? DEFAULT_DENIAL;
    const user = callerArn(caller, account);
    throw new AwsError(
      code,
      `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
      status,
    );
  };
};
