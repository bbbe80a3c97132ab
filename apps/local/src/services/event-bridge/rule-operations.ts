import { z } from 'zod';
import type { Account } from '../../core/account.js';
import { AwsError } from '../../service-model/aws-error.js';
import { type Operations, operation } from '../../service-model/operation.js';
import type { EventBuses } from './buses.js';
import { EventBusName, existing } from './find-rule.js';
import { InvalidPatternError } from './pattern/invalid-pattern-error.js';
import { PAGE, pageOf } from './page.js';
import type { Rule } from './rule.js';

const RULE = z.object({ Name: z.string(), EventBusName });
const PUT_RULE = z.object({
  Name: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  EventBusName,
  EventPattern: z.string('the local cloud takes rules with an event pattern'),
  ScheduleExpression: z.never('the local cloud only runs schedules of the template').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().max(512).optional(),
});

/** The operations on rules. */
export const ruleOperations = (account: Account, buses: EventBuses): Operations => {
  const { bus, rule } = existing(buses);
  const switchOperation = (enabled: boolean) =>
    operation(RULE, ({ Name, EventBusName: busName }) => {
      buses.putRule({ ...rule(busName, Name), enabled });
      return {};
    });
  return {
    PutRule: operation(PUT_RULE, ({ Name, EventBusName: busName, EventPattern, State, Description }) => {
      const enabled = State === 'ENABLED';
      const put = {
        name: Name,
        busName: bus(busName),
        pattern: EventPattern,
        enabled,
        description: Description,
      };
      return { RuleArn: withPatternErrors(() => buses.putRule(put).arn) };
    }),
    DescribeRule: operation(RULE, ({ Name, EventBusName: busName }) => ({
      ...ruleToApi(rule(busName, Name)),
      CreatedBy: account.id,
    })),
    EnableRule: switchOperation(true),
    DisableRule: switchOperation(false),
    DeleteRule: operation(RULE, ({ Name, EventBusName: busName }) => {
      if ((buses.findRule(bus(busName), Name)?.targets.size ?? 0) > 0) {
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      }
      buses.deleteRule(busName, Name);
      return {};
    }),
    ListRules: operation(PAGE.extend({ EventBusName, NamePrefix: z.string().default('') }), (input) => {
      const rules = buses
        .rules(bus(input.EventBusName))
        .filter(({ name }) => name.startsWith(input.NamePrefix));
      const { items, NextToken } = pageOf(rules, ({ name }) => name, input);
      return { Rules: items.map(ruleToApi), NextToken };
    }),
  };
};

/** Turns an InvalidPatternError into the API's error. @throws AwsError InvalidEventPatternException */
export const withPatternErrors = <Result>(run: () => Result): Result => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
};

const ruleToApi = ({ name, arn, busName, pattern, enabled, description }: Rule) => ({
  Name: name,
  Arn: arn,
  EventBusName: busName,
  EventPattern: pattern,
  State: enabled ? 'ENABLED' : 'DISABLED',
  Description: description,
});
