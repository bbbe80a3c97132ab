import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { busNameOf, DEFAULT_BUS, type EventBridge } from './buses.js';
import type { Rule } from './rule.js';

/** A name or an ARN; becomes the name. */
export const EventBusName = z.string().min(1).max(1600).default(DEFAULT_BUS).transform(busNameOf);

/** Looks up what an operation is about. Each throws an AwsError ResourceNotFoundException for what is not there. */
export const existing = (bridge: EventBridge) => {
  const bus = (name: string): string => {
    if (bridge.hasBus(name)) return name;
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  };
  return {
    bus,
    rule(busName: string, name: string): Rule {
      const rule = bridge.findRule(bus(busName), name);
      if (rule) return rule;
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`);
    },
  };
};
