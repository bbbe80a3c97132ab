import { z } from 'zod';
import { busNameOf, DEFAULT_BUS } from './buses.js';
import { RATE } from './rate.js';
import { repeat } from './repeat.js';
import { scheduledEvent } from './scheduled-event.js';
import { TARGET } from './target.js';
import {
  document,
  ENCRYPTION,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
} from '../../service-model/resource-type.js';

export const eventBus = resourceType(
  {
    Name: z.string(),
    Description: nothingToRun('for people'),
    DeadLetterConfig: nothingToRun('it takes events that could not be decrypted'),
    KmsKeyIdentifier: ENCRYPTION,
    LogConfig: nothingToRun('every event shows in the log'),
    Policy: nothingToRun('there is one account here'),
    Tags: TAGS,
  },
  ({ properties: { Name } }, { eventBridge }) => {
    eventBridge.createBus(Name);
    return { ref: Name, attributes: { Name, Arn: eventBridge.busArn(Name) } };
  },
);

export const rule = resourceType(
  {
    Name: z.string().optional(),
    EventBusName: z.string().default(DEFAULT_BUS).transform(busNameOf),
    EventPattern: document.optional(),
    ScheduleExpression: RATE.optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z.array(TARGET).default([]),
    Description: z.string().optional(),
    RoleArn: nothingToRun('targets have roles of their own'),
    Tags: TAGS,
  },
  ({ logicalId, properties }, cloud) => {
    const { EventBusName, EventPattern, ScheduleExpression, State, Description, Targets } = properties;
    const name = properties.Name ?? generatedName(cloud, logicalId, 64);
    const created = cloud.eventBridge.putRule({
      name,
      busName: EventBusName,
      pattern: EventPattern && JSON.stringify(EventPattern),
      enabled: State === 'ENABLED',
      description: Description,
    });
    cloud.eventBridge.putTargets(created, Targets);
    for (const { deadLetterArn } of Targets) if (deadLetterArn) cloud.deadLetterQueues.add(deadLetterArn);
    if (ScheduleExpression !== undefined) {
      cloud.onceDeployed(() =>
        repeat(cloud.time.wait(ScheduleExpression), (at) => {
          const rule = cloud.eventBridge.findRule(EventBusName, name);
          if (!rule?.enabled) return;
          void cloud.eventBridge.deliver(rule, scheduledEvent(cloud.account, 'aws.events', rule.arn, at));
        }),
      );
    }
    return { ref: name, attributes: { Arn: created.arn } };
  },
);
