import type { Deployment } from '@product-service/deployment';
import { eventSource } from '@product-service/environment';
import { INCOMING_EVENTS, type IncomingEventType } from '@product-service/events';
import { Fn } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventBuses } from '../event-buses.js';
import { OperatorAlarm, sumOver } from './operator-alarm.js';
import type { ResilientQueue } from './resilient-queue.js';

export interface BusSubscriptionProps {
  readonly deployment: Deployment;
  readonly buses: EventBuses;
  readonly event: IncomingEventType;
  readonly queue: ResilientQueue;
}

/**
 * Delivers one event type of another service to a queue: a rule on our own bus, and in an integrated environment a rule on
 * the shared bus that forwards the event to our own.
 */
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
        // The forwarded event is the message that the queue would have received, so operators can redrive it to that queue.
        targets: [new BusTarget(buses.own, { deadLetterQueue: queue.deadLetters })],
      });
      alarmOnLoss(this, 'LostForwarding', forwarding, buses.shared);
    }
  }
}

/** Only the rule's name: on a custom bus, CloudFormation's `Ref` returns `bus|rule`. */
const nameOf = (rule: Rule): string => Fn.select(2, Fn.split('/', rule.ruleArn));

/** Alarms when an event reached neither the target nor the dead-letter queue: it is lost. */
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
