import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { type Operations, operation } from '../../service-model/operation.js';
import type { EventBuses } from './buses.js';
import { EventBusName, existing } from './find-rule.js';
import { PAGE, pageOf } from './page.js';
import { TARGET, targetToApi } from './target.js';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAXIMUM_TARGETS = 5;

const OF_RULE = z.object({ Rule: z.string(), EventBusName });
const NONE_FAILED = { FailedEntryCount: 0, FailedEntries: [] };

/** The operations on the targets of rules. A request with one invalid target changes nothing. */
export const targetOperations = (buses: EventBuses): Operations => {
  const { bus, rule } = existing(buses);
  return {
    PutTargets: operation(OF_RULE.extend({ Targets: z.array(TARGET).min(1).max(100) }), (input) => {
      const { Targets: targets } = input;
      const found = rule(input.EventBusName, input.Rule);
      const ids = new Set([...found.targets.keys(), ...targets.map(({ id }) => id)]);
      if (ids.size > MAXIMUM_TARGETS) {
        throw new AwsError('LimitExceededException', `A rule has at most ${MAXIMUM_TARGETS} targets.`);
      }
      buses.putTargets(found, targets);
      return NONE_FAILED;
    }),
    RemoveTargets: operation(OF_RULE.extend({ Ids: z.array(z.string()).min(1).max(100) }), (input) => {
      buses.removeTargets(rule(input.EventBusName, input.Rule), input.Ids);
      return NONE_FAILED;
    }),
    ListTargetsByRule: operation(PAGE.extend(OF_RULE.shape), (input) => {
      const targets = [...rule(input.EventBusName, input.Rule).targets.values()];
      const { items, NextToken } = pageOf(targets, ({ id }) => id, input);
      return { Targets: items.map(targetToApi), NextToken };
    }),
    ListRuleNamesByTarget: operation(PAGE.extend({ EventBusName, TargetArn: z.string() }), (input) => {
      const names = buses
        .rules(bus(input.EventBusName))
        .filter(({ targets }) => [...targets.values()].some(({ arn }) => arn === input.TargetArn))
        .map(({ name }) => name);
      const { items, NextToken } = pageOf(names, (name) => name, input);
      return { RuleNames: items, NextToken };
    }),
  };
};
