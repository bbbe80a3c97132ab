import { arnOf } from '../../core/account.js';
import { inertType, nameOf, type ResourceTypes } from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';

export const resources = ({ account }: ServiceContext): ResourceTypes => ({
  'AWS::Logs::LogGroup': inertType('logs are shown, not stored', (resource) => {
    const name = nameOf(account, resource, 'LogGroupName');
    return { ref: name, attributes: { Arn: arnOf(account, 'logs', `log-group:${name}:*`) } };
  }),
});
