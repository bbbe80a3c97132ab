import { type Account, arnOf, parseArn } from '../account.js';
import type { Log } from '../console/activity.js';
import type { Messaging } from '../front-door/messaging.js';
import type { Policies } from '../iam/policies.js';
import { type BusEvent, isKnownPath, selectPath, toJson } from './bus-event.js';
import { compilePattern, type Matches } from './pattern.js';

/** Where a rule sends matching events: an SQS queue or another bus. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The role in which EventBridge sends to another bus. Queues say in their own policies what they take. */
  readonly roleArn?: string | undefined;
  /** A text to send instead of the event. */
  readonly input?: string | undefined;
  /** The part of the event to send. */
  readonly inputPath?: string | undefined;
  readonly messageGroupId?: string | undefined;
  readonly deadLetterArn?: string | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  /** Absent in a rule that only has a schedule. */
  readonly pattern?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled: boolean;
  readonly targets: Map<string, Target>;
}

interface Bus {
  readonly rules: Map<string, Rule & { readonly matches: Matches }>;
}

/** The account's event buses. */
export interface EventBridge {
  createBus(name: string): void;
  hasBus(name: string): boolean;
  busArn(name: string): string;
  /** Makes or replaces a rule; one that exists keeps its targets. @throws InvalidPatternError */
  putRule(rule: Omit<Rule, 'arn' | 'targets'>): Rule;
  /** @throws Error if it is not a target that the local cloud can reach. */
  putTarget(rule: Rule, target: Target): void;
  deleteRule(busName: string, name: string): void;
  findRule(busName: string, name: string): Rule | undefined;
  rules(busName: string): Rule[];
  /** Sends an event to every target that wants it. Resolves once they have it or have failed, which is logged. */
  publish(busName: string, event: BusEvent): Promise<void>;
  /** Sends to the rule's targets, whatever its pattern is: for schedules. */
  deliver(rule: Rule, event: BusEvent): Promise<void>;
}

export const DEFAULT_BUS = 'default';
/** `name` of a bus, given its name or its ARN. */
export const busNameOf = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

export const eventBridge = (
  account: Account,
  messaging: Messaging,
  policies: Policies,
  log: Log,
): EventBridge => {
  const buses = new Map<string, Bus>([[DEFAULT_BUS, { rules: new Map() }]]);
  const busNamed = (name: string): Bus => {
    const bus = buses.get(name);
    if (!bus) throw new Error(`Event bus ${name} does not exist.`);
    return bus;
  };

  const deliverTo = async (
    rule: Rule,
    target: Target,
    event: BusEvent,
    passed: readonly string[],
  ): Promise<void> => {
    const { service, resource } = parseArn(target.arn);
    if (service === 'events') {
      const request = { action: 'events:PutEvents', resource: target.arn };
      const { roleArn } = target;
      if (roleArn && policies.refuse(`rule ${rule.name}`, { ...request, principal: roleArn })) return;
      return spread(busNameOf(resource), event, passed);
    }
    const body = target.input ?? (target.inputPath ? selectPath(event, target.inputPath) : toJson(event));
    try {
      await send(rule, target.arn, body, target.messageGroupId);
    } catch (error) {
      warn(event, target.arn, error);
      const { deadLetterArn } = target;
      if (deadLetterArn) await send(rule, deadLetterArn, body).catch((it) => warn(event, deadLetterArn, it));
    }
  };
  const send = async (rule: Rule, queueArn: string, body: string, messageGroupId?: string): Promise<void> => {
    const request = { principal: 'events.amazonaws.com', action: 'sqs:SendMessage', resource: queueArn };
    const objection = policies.refuse(`rule ${rule.name}`, { ...request, source: rule.arn });
    if (objection !== undefined) throw new Error(`denied ${objection}`);
    await messaging.send(queueArn, body, messageGroupId);
  };
  const warn = ({ id }: BusEvent, arn: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    log({ event: 'warning', message: `EventBridge can't deliver the event ${id} to ${arn}: ${reason}` });
  };

  /** `passed`: the buses this event came through. It does not enter one twice, so rules can't send it in circles. */
  const spread = async (busName: string, event: BusEvent, passed: readonly string[] = []): Promise<void> => {
    const bus = buses.get(busName);
    if (!bus || passed.includes(busName)) return;
    const seen: unknown = JSON.parse(toJson(event));
    const wanted = [...bus.rules.values()].filter(({ enabled, matches }) => enabled && matches(seen));
    await Promise.all(wanted.map((rule) => deliver(rule, event, [...passed, busName])));
  };

  const deliver = async (rule: Rule, event: BusEvent, passed: readonly string[] = []): Promise<void> => {
    await Promise.all([...rule.targets.values()].map((target) => deliverTo(rule, target, event, passed)));
  };

  return {
    createBus: (name) => void buses.set(name, { rules: new Map() }),
    hasBus: (name) => buses.has(name),
    busArn: (name) => arnOf(account, 'events', `event-bus/${name}`),
    putRule(rule) {
      const { rules } = busNamed(rule.busName);
      const path = rule.busName === DEFAULT_BUS ? rule.name : `${rule.busName}/${rule.name}`;
      const stored = {
        ...rule,
        arn: arnOf(account, 'events', `rule/${path}`),
        targets: rules.get(rule.name)?.targets ?? new Map<string, Target>(),
        matches: rule.pattern === undefined ? () => false : compilePattern(JSON.parse(rule.pattern)),
      };
      rules.set(rule.name, stored);
      return stored;
    },
    putTarget(rule, target) {
      const { service } = parseArn(target.arn);
      if (service !== 'sqs' && service !== 'events') {
        throw new Error(`The local cloud's rules reach SQS queues and event buses, not ${target.arn}`);
      }
      if (target.inputPath !== undefined && !isKnownPath(target.inputPath)) {
        throw new Error(`The local cloud does not know the path ${target.inputPath}`);
      }
      rule.targets.set(target.id, target);
    },
    deleteRule: (busName, name) => void busNamed(busName).rules.delete(name),
    findRule: (busName, name) => busNamed(busName).rules.get(name),
    rules: (busName) => [...busNamed(busName).rules.values()],
    publish: (busName, event) => spread(busName, event),
    deliver: (rule, event) => deliver(rule, event),
  };
};
