import { z } from 'zod';
import type { Log } from '../../core/activity.js';
import type { Account } from '../../core/account.js';
import { operation, type Operations } from '../../service-model/operation.js';
import type { EventBuses } from './buses.js';
import { EventBusName, existing } from './find-rule.js';
import { PAGE, pageOf } from './page.js';
import { putEvents } from './put-events.js';
import { ruleOperations } from './rule-operations.js';
import { targetOperations } from './target-operations.js';
import { testEventPattern } from './test-event-pattern.js';

/** Events, and rules with which other services subscribe to them. */
export const operations = (account: Account, buses: EventBuses, log: Log): Operations => ({
  PutEvents: putEvents(account, buses, log),
  DescribeEventBus: operation(z.object({ Name: EventBusName }), ({ Name }) =>
    busToApi(buses, existing(buses).bus(Name)),
  ),
  ListEventBuses: operation(PAGE.extend({ NamePrefix: z.string().default('') }), (input) => {
    const names = buses.busNames().filter((name) => name.startsWith(input.NamePrefix));
    const { items, NextToken } = pageOf(names, (name) => name, input);
    return { EventBuses: items.map((name) => busToApi(buses, name)), NextToken };
  }),
  ...ruleOperations(account, buses),
  ...targetOperations(buses),
  TestEventPattern: testEventPattern,
});

const busToApi = (buses: EventBuses, name: string) => ({ Name: name, Arn: buses.busArn(name) });
