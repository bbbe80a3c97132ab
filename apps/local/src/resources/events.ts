import { z } from 'zod';
import { DEFAULT_BUS, busNameOf } from '../event-bridge/event-bridge.js';
import { RATE } from '../event-bridge/rate.js';
import { repeat } from '../event-bridge/repeat.js';
import { scheduledEvent } from '../event-bridge/scheduled-event.js';
import { document, ENCRYPTION, generatedName, nothingToRun, resourceType, TAGS } from './resource-type.js';

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

const TARGET = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  RetryPolicy: nothingToRun('a delivery works at once or never, here'),
  RoleArn: z.string().optional(),
});

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
    for (const target of Targets) {
      cloud.eventBridge.putTarget(created, {
        id: target.Id,
        arn: target.Arn,
        roleArn: target.RoleArn,
        input: target.Input,
        inputPath: target.InputPath,
        messageGroupId: target.SqsParameters?.MessageGroupId,
        deadLetterArn: target.DeadLetterConfig?.Arn,
      });
      if (target.DeadLetterConfig) cloud.deadLetterQueues.add(target.DeadLetterConfig.Arn);
    }
    if (ScheduleExpression !== undefined && created.enabled) {
      cloud.onceDeployed(() =>
        repeat(cloud.time.wait(ScheduleExpression), (at) =>
          cloud.eventBridge.deliver(created, scheduledEvent(cloud.account, 'aws.events', created.arn, at)),
        ),
      );
    }
    return { ref: name, attributes: { Arn: created.arn } };
  },
);
