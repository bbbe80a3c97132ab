import type { Gauge, Topology } from '@product-service/console/protocol';

/**
 * How many events are on their way: in the outbox, and in the queues from the topics to the bus, dead letters included. What
 * cannot be read counts as one: nobody knows that nothing waits there.
 */
export const waitingEvents = (
  { places, connections }: Topology,
  gauges: readonly Gauge[],
): { readonly outbox: number; readonly queues: number } => {
  const kindOf = new Map(places.map(({ id, kind }) => [id, kind]));
  const next = (id: string): string[] => connections.filter(({ from }) => from === id).map(({ to }) => to);
  const leadsTo = (id: string, kind: string): boolean => next(id).some((it) => kindOf.get(it) === kind);
  const fromTopics = connections.filter(({ from }) => kindOf.get(from) === 'topic').map(({ to }) => to);
  const onTheWay = fromTopics.filter((queue) => next(queue).some((it) => leadsTo(it, 'bus')));
  const read = new Set(
    onTheWay.flatMap((queue) => [queue, ...next(queue).filter((it) => kindOf.get(it) === 'dead-letters')]),
  );
  const sum = (found: readonly Gauge[]): number =>
    found.reduce(
      (total, { waiting, inFlight = 0, problem }) =>
        total + waiting + inFlight + (problem === undefined ? 0 : 1),
      0,
    );
  return {
    outbox: sum(gauges.filter(({ place }) => kindOf.get(place) === 'database')),
    queues: sum(gauges.filter(({ place }) => read.has(place))),
  };
};
