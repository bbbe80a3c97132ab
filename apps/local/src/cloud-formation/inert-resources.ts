import { z } from 'zod';
import { arnOf } from '../core/account.js';
import type { Created } from './scope.js';
import type { Cloud } from '../service-model/service.js';
import { generatedName, type ResourceType } from '../service-model/resource-type.js';

type Properties = Readonly<Record<string, unknown>>;

/**
 * Types that are accepted whatever their properties say, with the reason why nothing runs for them. What others
 * refer to them by is made up from their names.
 */
const inert = (
  _reason: string,
  created: (name: (property: string) => string, cloud: Cloud) => Created = (name) => ({ ref: name('Name') }),
): ResourceType<Properties> => ({
  properties: z.record(z.string(), z.unknown()),
  create({ logicalId, properties }, cloud) {
    const name = (property: string): string => {
      const given = properties[property];
      return typeof given === 'string' ? given : generatedName(cloud, logicalId, 64);
    };
    return created(name, cloud);
  },
});

export const NOTHING_TO_RUN: Readonly<Record<string, ResourceType<Properties>>> = {
  'AWS::Events::EventBusPolicy': inert('it lets other accounts in, and there is one here'),
  'AWS::Lambda::EventInvokeConfig': inert('nothing here invokes a function asynchronously'),
  'AWS::Logs::LogGroup': inert('logs are shown, not kept', (name, { account }) => ({
    ref: name('LogGroupName'),
    attributes: { Arn: arnOf(account, 'logs', `log-group:${name('LogGroupName')}:*`) },
  })),
  'AWS::CloudWatch::Alarm': inert('there are no metrics here', (name, { account }) => ({
    ref: name('AlarmName'),
    attributes: { Arn: arnOf(account, 'cloudwatch', `alarm:${name('AlarmName')}`) },
  })),
  'AWS::ApiGateway::Account': inert('it lets API Gateway write logs, which are shown here anyway'),
  'AWS::Scheduler::ScheduleGroup': inert('it is a name for schedules', (name, { account }) => ({
    ref: name('Name'),
    attributes: { Arn: arnOf(account, 'scheduler', `schedule-group/${name('Name')}`) },
  })),
  'AWS::CDK::Metadata': inert('it counts how often constructs are used'),
};
