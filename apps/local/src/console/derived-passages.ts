import type { Topology } from '@product-service/console/protocol';

/** Messages on one connection. */
export interface Passed {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * What must have passed elsewhere, too, and nobody reports: a topic sends a message on to its queues, a function that runs for a
 * message writes to the database, and a relay has taken from there what it publishes. A bus sends our events to whom they are for.
 */
export const derivedPassages = ({
  places,
  connections,
}: Topology): ((passed: Passed) => readonly Passed[]) => {
  const kindOf = new Map(places.map(({ id, kind }) => [id, kind]));
  const hasWay = new Set(connections.map(({ from, to }) => `${from} ${to}`));
  const queuesOf = Map.groupBy(
    // A subscription with a filter does not get every message.
    connections.filter(({ from, carries }) => kindOf.get(from) === 'topic' && carries === undefined),
    ({ from }) => from,
  );
  return ({ from, to, count }) => {
    const target = kindOf.get(to);
    const ways: Passed[] = [];
    const add = (start: string, end: string): void => {
      if (hasWay.has(`${start} ${end}`)) ways.push({ from: start, to: end, count });
    };
    if (target === 'topic') {
      add('database', from);
      for (const queue of queuesOf.get(to) ?? []) add(to, queue.to);
    }
    if (target === 'function') add(to, 'database');
    if (target === 'bus' && kindOf.get(from) === 'function') add(to, 'subscribers');
    return ways;
  };
};
