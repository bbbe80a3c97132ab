import { z } from 'zod';
import type { Services } from '../services/index.js';
import type { Picture } from './picture.js';
import type { NameOf } from './place-names.js';

export const addBuses = (picture: Picture, { events: { buses } }: Services, nameOf: NameOf): void => {
  for (const id of buses.busNames().map(buses.busArn)) picture.add({ id, kind: 'bus', name: nameOf(id) });
};

/** The ways from a bus, or from a schedule, to the targets of its rules, and to where rules send what they cannot deliver. */
export const addRules = (picture: Picture, services: Services): void => {
  for (const { arn, busName, pattern, interval, targets } of enabledRules(services)) {
    const connectTargets = (from: string, carries?: string): void => {
      for (const target of targets.values()) {
        picture.connect(from, target.arn, carries);
        if (target.deadLetterArn) picture.connect(from, target.deadLetterArn);
      }
    };
    if (interval !== undefined) {
      picture.add({ id: arn, kind: 'schedule', name: intervalName(interval) });
      connectTargets(arn);
    }
    if (pattern !== undefined) connectTargets(services.events.buses.busArn(busName), typesIn(pattern));
  }
};

/** Other services send to the buses that are in use, and that get nothing from another bus. */
export const addOtherServices = (picture: Picture): void => {
  picture.add({ id: 'other-services', kind: 'other-services', name: 'Other services' });
  picture.add({ id: 'subscribers', kind: 'subscribers', name: 'Subscribers' });
  const buses = picture.places().filter(({ kind }) => kind === 'bus');
  const isBus = (id: string): boolean => buses.some((bus) => bus.id === id);
  for (const { id } of buses) {
    const isTarget = picture.sourcesOf(id).some(isBus);
    if (isTarget) continue;
    const publishers = picture.sourcesOf(id);
    if (publishers.length > 0) picture.connect(id, 'subscribers');
    if ([...publishers, ...picture.targetsOf(id)].length > 0) picture.connect('other-services', id);
  }
};

/** ARNs of the queues for what rules cannot deliver. */
export const ruleDeadLetters = (services: Services): string[] =>
  enabledRules(services).flatMap(({ targets }) =>
    [...targets.values()].flatMap(({ deadLetterArn }) => deadLetterArn ?? []),
  );

export const addSchedules = (picture: Picture, { scheduler }: Services): void => {
  for (const { arn, targetArn, interval } of scheduler.schedules()) {
    picture.add({ id: arn, kind: 'schedule', name: intervalName(interval) });
    picture.connect(arn, targetArn);
  }
};

const enabledRules = ({ events: { buses } }: Services) =>
  buses
    .busNames()
    .flatMap(buses.rules)
    .filter(({ enabled }) => enabled);

const PATTERN = z.object({ 'detail-type': z.array(z.unknown()).default([]) });

/** The detail types of a pattern, e.g. `price.changed`. Those that are not fixed texts: as JSON. */
const typesIn = (pattern: string): string | undefined => {
  const { 'detail-type': types } = PATTERN.parse(JSON.parse(pattern));
  const texts = types.map((type) => (typeof type === 'string' ? type : JSON.stringify(type)));
  return texts.length > 0 ? texts.join(', ') : undefined;
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** E.g. `every 5 minutes`. Schedules have no better name that all ways to deploy give them. */
const intervalName = (seconds: number): string => {
  const [unit, length] = UNITS.find(([, it]) => seconds % it === 0) ?? ['second', 1];
  return seconds === length ? `every ${unit}` : `every ${seconds / length} ${unit}s`;
};
