import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import type { SqsService } from '../sqs/index.js';
import { type EventBuses, eventBuses } from './buses.js';
import { eventDelivery } from './delivery.js';
import { operations } from './operations.js';
import { resources } from './resources.js';
import { sentEvents } from './sent-events.js';

export { toJson } from './bus-event.js';
export { compilePattern } from './pattern/pattern.js';
export { RATE } from './rate.js';
export { repeat } from './repeat.js';
export { scheduledEvent } from './scheduled-event.js';

/** Amazon EventBridge: buses, rules and deliveries. */
export interface EventBridgeService extends AwsService {
  readonly buses: EventBuses;
}

export const eventBridgeService = (
  context: ServiceContext,
  { sqs, policies }: { sqs: SqsService; policies: Policies },
): EventBridgeService => {
  const { account, log } = context;
  const buses = eventBuses(context, policies, eventDelivery(sqs.queues, policies, context));
  return {
    buses,
    resources: resources(context, buses, sqs.addDeadLetterQueue),
    api: {
      name: 'EventBridge',
      protocol: 'json',
      targetPrefix: 'AWSEvents',
      operations: operations(account, buses, log),
      sent: sentEvents(buses),
    },
    stop: buses.stop,
  };
};
