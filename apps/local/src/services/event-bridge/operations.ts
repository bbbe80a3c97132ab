import { z } from 'zod';
import type { Account } from '../../core/account.js';
import type { Log } from '../../console/activity.js';
import { type JsonService, operation } from '../../service-model/operation.js';
import { EventBusName, existing } from './existing.js';
import type { EventBridge } from './buses.js';
import { PAGE, pageOf } from './page.js';
import { putEvents } from './put-events.js';
import { ruleOperations } from './rule-operations.js';
import { targetOperations } from './target-operations.js';
import { testEventPattern } from './test-event-pattern.js';

/** EventBridge as its clients see it: events in, and rules with which other services subscribe to them. */
export const eventBridgeApi = (account: Account, bridge: EventBridge, log: Log): JsonService => ({
  PutEvents: putEvents(account, bridge, log),
  DescribeEventBus: operation(z.object({ Name: EventBusName }), ({ Name }) =>
    busToApi(bridge, existing(bridge).bus(Name)),
  ),
  ListEventBuses: operation(PAGE.extend({ NamePrefix: z.string().default('') }), (input) => {
    const names = bridge.busNames().filter((name) => name.startsWith(input.NamePrefix));
    const { items, NextToken } = pageOf(names, (name) => name, input);
    return { EventBuses: items.map((name) => busToApi(bridge, name)), NextToken };
  }),
  ...ruleOperations(account, bridge),
  ...targetOperations(bridge),
  TestEventPattern: testEventPattern,
});

const busToApi = (bridge: EventBridge, name: string) => ({ Name: name, Arn: bridge.busArn(name) });
