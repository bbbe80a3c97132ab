import { eventSource } from '@product-service/environment';
import { INCOMING_EVENTS, type IncomingEventType } from '@product-service/events';
import { Fn } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import type { EventBuses } from '../event-buses.js';
import { OperatorAlarm, sumOver } from './operator-alarm.js';
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
    const rule = new Rule(this, 'Rule', {
      eventBus: buses.own,
      eventPattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: queue.deadLetters })],
    });
    alarmOnLoss(this, 'Lost', rule, buses.own);
    if (buses.shared) {
      const forwarding = new Rule(this, 'ForwardingRule', {
        eventBus: buses.shared,
        eventPattern,
        // What our own bus does not take is the very message that the queue would have had: it is redriven there.
        targets: [new BusTarget(buses.own, { deadLetterQueue: queue.deadLetters })],
      });
      alarmOnLoss(this, 'LostForwarding', forwarding, buses.shared);
    }
  }
}

/** The name alone: a rule of another bus than the default one is `bus|rule` for CloudFormation's `Ref`. */
const nameOf = (rule: Rule): string => Fn.select(2, Fn.split('/', rule.ruleArn));

/** An event that could not be put into the dead letters either is gone. */
const alarmOnLoss = (scope: Construct, id: string, rule: Rule, bus: IEventBus): void => {
  new OperatorAlarm(scope, id, {
    entry: 'lost-deliveries',
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'InvocationsFailedToBeSentToDlq',
      dimensionsMap: { EventBusName: bus.eventBusName, RuleName: nameOf(rule) },
      ...sumOver(5),
    }),
    threshold: 1,
  });
};
