import { z } from 'zod';
import type { Account } from '../../core/account.js';
import { callerArn } from '../../service-model/aws-call.js';
import { operation, type Operations } from '../../service-model/operation.js';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const operations = (account: Account): Operations => ({
  GetCallerIdentity: operation(
    z.object({}),
    (_input, caller) => ({
      Arn: callerArn(caller, account),
      UserId: account.id,
      Account: account.id,
    }),
    // Everyone may make this call.
    () => ({ action: 'sts:GetCallerIdentity', resources: [] }),
  ),
});
