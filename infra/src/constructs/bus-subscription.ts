import { eventSource } from '@product-service/environment';
import { INCOMING_EVENTS, type IncomingEventType } from '@product-service/events';
import { Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import type { EventBuses } from '../event-buses.js';
import type { ResilientQueue } from './resilient-queue.js';

export interface BusSubscriptionProps {
  readonly deployment: Deployment;
  readonly buses: EventBuses;
  readonly event: IncomingEventType;
  readonly queue: ResilientQueue;
}

/** Brings one event of another service to a queue: from our own bus, to which the shared one forwards it. */
export class BusSubscription extends Construct {
  constructor(scope: Construct, id: string, { deployment, buses, event, queue }: BusSubscriptionProps) {
    super(scope, id);
    const eventPattern = {
      source: [eventSource(deployment.env, INCOMING_EVENTS[event])],
      detailType: [event],
    };
    new Rule(this, 'Rule', {
      eventBus: buses.own,
      eventPattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: queue.deadLetters })],
    });
    if (buses.shared) {
      new Rule(this, 'ForwardingRule', {
        eventBus: buses.shared,
        eventPattern,
        targets: [new BusTarget(buses.own)],
      });
    }
  }
}
