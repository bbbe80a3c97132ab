import { z } from 'zod';
import type { Account } from '../account.js';
import type { Log } from '../console/activity.js';
import { AwsError } from '../front-door/aws-error.js';
import { type JsonService, operation } from '../front-door/json-service.js';
import { busNameOf, DEFAULT_BUS, type EventBridge, type Rule, type Target } from './event-bridge.js';
import { InvalidPatternError } from './pattern.js';
import { putEvents } from './put-events.js';

const EventBusName = z.string().default(DEFAULT_BUS).transform(busNameOf);

const PUT_RULE = z.object({
  Name: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  EventBusName,
  EventPattern: z.string('the local cloud takes rules with an event pattern'),
  ScheduleExpression: z.never('the local cloud runs schedules of the template only').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().optional(),
});
const RULE = z.object({ Name: z.string(), EventBusName });
const OF_RULE = z.object({ Rule: z.string(), EventBusName });
const TARGET = z.object({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z.never('the local cloud does not know InputTransformer').optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
});

/** EventBridge as its clients see it: events in, and rules with which other services subscribe to them. */
export const eventBridgeApi = (account: Account, bridge: EventBridge, log: Log): JsonService => {
  const existingBus = (name: string): void => {
    if (!bridge.hasBus(name)) throw notFound(`Event bus ${name} does not exist.`);
  };
  const existingRule = (busName: string, name: string): Rule => {
    existingBus(busName);
    const rule = bridge.findRule(busName, name);
    if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${busName}.`);
    return rule;
  };
  return {
    PutEvents: putEvents(account, bridge, log),
    PutRule: operation(PUT_RULE, ({ Name, EventBusName: busName, EventPattern, State, Description }) => {
      existingBus(busName);
      try {
        const enabled = State === 'ENABLED';
        const rule = { name: Name, busName, pattern: EventPattern, enabled, description: Description };
        return { RuleArn: bridge.putRule(rule).arn };
      } catch (error) {
        if (!(error instanceof InvalidPatternError || error instanceof SyntaxError)) throw error;
        throw new AwsError(
          'InvalidEventPatternException',
          `Event pattern is not valid. Reason: ${error.message}`,
        );
      }
    }),
    PutTargets: operation(OF_RULE.extend({ Targets: z.array(TARGET).min(1) }), (input) => {
      const rule = existingRule(input.EventBusName, input.Rule);
      for (const target of input.Targets) {
        try {
          bridge.putTarget(rule, fromApi(target));
        } catch (error) {
          throw new AwsError('ValidationException', (error as Error).message);
        }
      }
      return { FailedEntryCount: 0, FailedEntries: [] };
    }),
    RemoveTargets: operation(OF_RULE.extend({ Ids: z.array(z.string()) }), (input) => {
      const rule = existingRule(input.EventBusName, input.Rule);
      for (const id of input.Ids) rule.targets.delete(id);
      return { FailedEntryCount: 0, FailedEntries: [] };
    }),
    DeleteRule: operation(RULE, ({ Name, EventBusName: busName }) => {
      existingBus(busName);
      if ((bridge.findRule(busName, Name)?.targets.size ?? 0) > 0) {
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      }
      bridge.deleteRule(busName, Name);
      return {};
    }),
    DescribeEventBus: operation(z.object({ Name: EventBusName }), ({ Name }) => {
      existingBus(Name);
      return { Name, Arn: bridge.busArn(Name) };
    }),
    ListRules: operation(z.object({ EventBusName, NamePrefix: z.string().default('') }), (input) => {
      existingBus(input.EventBusName);
      const rules = bridge.rules(input.EventBusName).filter(({ name }) => name.startsWith(input.NamePrefix));
      return { Rules: rules.map(ruleToApi) };
    }),
    ListTargetsByRule: operation(OF_RULE, (input) => ({
      Targets: [...existingRule(input.EventBusName, input.Rule).targets.values()].map(targetToApi),
    })),
  };
};

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);

const fromApi = (target: z.infer<typeof TARGET>): Target => ({
  id: target.Id,
  arn: target.Arn,
  input: target.Input,
  inputPath: target.InputPath,
  messageGroupId: target.SqsParameters?.MessageGroupId,
  deadLetterArn: target.DeadLetterConfig?.Arn,
});

const ruleToApi = ({ name, arn, busName, pattern, enabled, description }: Rule) => ({
  Name: name,
  Arn: arn,
  EventBusName: busName,
  EventPattern: pattern,
  State: enabled ? 'ENABLED' : 'DISABLED',
  Description: description,
});

const targetToApi = ({ id, arn, input, inputPath, messageGroupId, deadLetterArn }: Target) => ({
  Id: id,
  Arn: arn,
  Input: input,
  InputPath: inputPath,
  ...(messageGroupId && { SqsParameters: { MessageGroupId: messageGroupId } }),
  ...(deadLetterArn && { DeadLetterConfig: { Arn: deadLetterArn } }),
});
