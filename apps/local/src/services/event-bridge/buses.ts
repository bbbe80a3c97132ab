import { arnOf, parseArn } from '../../core/account.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import { type BusEvent, toJson } from './bus-event.js';
import type { Delivery } from './delivery.js';
import { DeliveryError } from './delivery-error.js';
import { compilePattern, type Matches } from './pattern/pattern.js';
import type { Rule, Target } from './rule.js';

type StoredRule = Rule & { readonly targets: Map<string, Target>; readonly matches: Matches };

/** The account's event buses. A `busName` is a name, not an ARN. */
export interface EventBuses {
  createBus(name: string): void;
  hasBus(name: string): boolean;
  busNames(): string[];
  busArn(name: string): string;
  /** Creates or replaces a rule. A replaced rule keeps its targets. @throws InvalidPatternError */
  putRule(rule: Omit<Rule, 'arn' | 'targets'>): Rule;
  /** Adds targets. A target with the same id is replaced. */
  putTargets(rule: Rule, targets: readonly Target[]): void;
  removeTargets(rule: Rule, ids: readonly string[]): void;
  deleteRule(busName: string, name: string): void;
  findRule(busName: string, name: string): Rule | undefined;
  rules(busName: string): Rule[];
  /** Delivers an event to the targets of all matching rules. Resolves when every delivery has succeeded or failed. */
  publish(busName: string, event: BusEvent): Promise<void>;
  /** Delivers to the rule's targets without matching its pattern: for schedules. */
  deliver(rule: Rule, event: BusEvent): Promise<void>;
  stop(): void;
}

export const DEFAULT_BUS = 'default';
/** The name of a bus, for a name or an ARN. */
export const busNameOf = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;

export const eventBuses = (
  { account, observer }: Pick<ServiceContext, 'account' | 'observer'>,
  policies: Policies,
  delivery: Delivery,
): EventBuses => {
  const buses = new Map<string, Map<string, StoredRule>>([[DEFAULT_BUS, new Map()]]);
  const rulesOf = (busName: string): Map<string, StoredRule> => {
    const rules = buses.get(busName);
    if (!rules) throw new Error(`Event bus ${busName} does not exist.`);
    return rules;
  };
  const stored = ({ busName, name }: Rule): StoredRule => {
    const rule = rulesOf(busName).get(name);
    if (!rule) throw new Error(`Rule ${name} does not exist.`);
    return rule;
  };
  const busArn = (name: string): string => arnOf(account, 'events', `event-bus/${name}`);

  /** `passed`: the buses that this event has passed. It enters each bus once, so rules can't form a loop. */
  const publish = async (busName: string, event: BusEvent, passed: readonly string[]): Promise<void> => {
    const rules = buses.get(busName);
    if (!rules || passed.includes(busName)) return;
    const seen: unknown = JSON.parse(toJson(event));
    const matching = [...rules.values()].filter(({ enabled, matches }) => enabled && matches(seen));
    await Promise.all(matching.map((rule) => deliver(busArn(busName), rule, event, [...passed, busName])));
  };

  const deliver = async (
    from: string,
    rule: Rule,
    event: BusEvent,
    passed: readonly string[],
  ): Promise<void> => {
    const toBus = async (target: Target): Promise<void> => {
      const { arn, roleArn } = target;
      const request = { action: 'events:PutEvents', resource: arn };
      if (
        roleArn &&
        policies.enforce(`rule ${rule.name}`, { ...request, principal: roleArn }) !== undefined
      ) {
        throw new DeliveryError('NO_PERMISSIONS', `${roleArn} does not allow it`);
      }
      const busName = busNameOf(arn);
      if (!buses.has(busName) || arn !== busArn(busName)) {
        throw new DeliveryError('NO_RESOURCE', `Event bus ${arn} does not exist.`);
      }
      observer.passed(() => [{ from, to: arn, bodies: [event.detail], failed: 0 }]);
      await publish(busName, event, passed);
    };
    await Promise.all(
      [...rule.targets.values()].map((target) => {
        const isBus = parseArn(target.arn).service === 'events';
        return delivery.deliver(from, rule, target, event, isBus ? () => toBus(target) : undefined);
      }),
    );
  };

  return {
    createBus: (name) => void buses.set(name, new Map()),
    hasBus: (name) => buses.has(name),
    busNames: () => [...buses.keys()],
    busArn,
    putRule(rule) {
      const rules = rulesOf(rule.busName);
      const path = rule.busName === DEFAULT_BUS ? rule.name : `${rule.busName}/${rule.name}`;
      const put = {
        ...rule,
        arn: arnOf(account, 'events', `rule/${path}`),
        targets: rules.get(rule.name)?.targets ?? new Map<string, Target>(),
        matches: rule.pattern === undefined ? () => false : compilePattern(rule.pattern),
      };
      rules.set(rule.name, put);
      return put;
    },
    putTargets(rule, targets) {
      for (const target of targets) stored(rule).targets.set(target.id, target);
    },
    removeTargets(rule, ids) {
      for (const id of ids) stored(rule).targets.delete(id);
    },
    deleteRule: (busName, name) => void rulesOf(busName).delete(name),
    findRule: (busName, name) => rulesOf(busName).get(name),
    rules: (busName) => [...rulesOf(busName).values()],
    publish: (busName, event) => publish(busName, event, []),
    deliver: (rule, event) => deliver(rule.arn, rule, event, []),
    stop: delivery.stop,
  };
};
