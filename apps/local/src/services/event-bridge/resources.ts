import { z } from 'zod';
import {
  document,
  ENCRYPTION,
  generatedName,
  ignored,
  inertType,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { busNameOf, DEFAULT_BUS, type EventBuses } from './buses.js';
import { RATE } from './rate.js';
import { repeat } from './repeat.js';
import { scheduledEvent } from './scheduled-event.js';
import { TARGET } from './target.js';

export const resources = (
  { account, time, onDeployed }: ServiceContext,
  buses: EventBuses,
  addDeadLetterQueue: (arn: string) => void,
): ResourceTypes => ({
  'AWS::Events::EventBus': resourceType(
    {
      Name: z.string(),
      Description: ignored('for people'),
      DeadLetterConfig: ignored('it is for events that could not be decrypted'),
      KmsKeyIdentifier: ENCRYPTION,
      LogConfig: ignored('the log shows every event'),
      Policy: ignored('there is one account here'),
      Tags: TAGS,
    },
    ({ properties: { Name } }) => {
      buses.createBus(Name);
      return { ref: Name, attributes: { Name, Arn: buses.busArn(Name) } };
    },
  ),
  'AWS::Events::EventBusPolicy': inertType('it gives access to other accounts, and there is one here'),
  'AWS::Events::Rule': resourceType(
    {
      Name: z.string().optional(),
      EventBusName: z.string().default(DEFAULT_BUS).transform(busNameOf),
      EventPattern: document.optional(),
      ScheduleExpression: RATE.optional(),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Targets: z.array(TARGET).default([]),
      Description: z.string().optional(),
      RoleArn: ignored('targets have roles of their own'),
      Tags: TAGS,
    },
    ({ logicalId, properties }) => {
      const { EventBusName, EventPattern, ScheduleExpression, State, Description, Targets } = properties;
      const name = properties.Name ?? generatedName(account, logicalId, 64);
      const created = buses.putRule({
        name,
        busName: EventBusName,
        pattern: EventPattern && JSON.stringify(EventPattern),
        interval: ScheduleExpression,
        enabled: State === 'ENABLED',
        description: Description,
      });
      buses.putTargets(created, Targets);
      for (const { deadLetterArn } of Targets) if (deadLetterArn) addDeadLetterQueue(deadLetterArn);
      if (ScheduleExpression !== undefined) {
        onDeployed(() =>
          repeat(time.wait(ScheduleExpression), (at) => {
            const rule = buses.findRule(EventBusName, name);
            if (!rule?.enabled) return;
            void buses.deliver(rule, scheduledEvent(account, 'aws.events', rule.arn, at));
          }),
        );
      }
      return { ref: name, attributes: { Arn: created.arn } };
    },
  ),
});
