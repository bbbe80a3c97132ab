import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { busNameOf, DEFAULT_BUS, type EventBuses } from './buses.js';
import type { Rule } from './rule.js';

/** A name or an ARN. Parsed to the name. */
export const EventBusName = z.string().min(1).max(1600).default(DEFAULT_BUS).transform(busNameOf);

/** Finds the bus or rule of a request. @throws AwsError ResourceNotFoundException */
export const existing = (buses: EventBuses) => {
  const bus = (name: string): string => {
    if (buses.hasBus(name)) return name;
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  };
  return {
    bus,
    rule(busName: string, name: string): Rule {
      const rule = buses.findRule(bus(busName), name);
      if (rule) return rule;
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`);
    },
  };
};
