import type { Connection, Place, Topology } from '../protocol/index.js';

/** Places that are drawn as one: of one kind, with the same neighbours. Most have one place. */
export interface Group {
  /** Of its first place. */
  readonly id: string;
  readonly places: readonly Place[];
}

/** What is drawn: groups, and at most one line from one to another. */
export interface Groups {
  readonly groups: readonly Group[];
  readonly lines: readonly Connection[];
  /** Id of the group of a place. Undefined: it is not drawn. */
  groupOf(placeId: string): string | undefined;
}

/**
 * Puts together what a person would draw as one, e.g. the functions that write. Dead-letter queues are not drawn: they are a
 * part of what they belong to.
 */
export const groupsOf = ({ places, connections }: Topology): Groups => {
  const shown = places.filter(({ kind }) => kind !== 'dead-letters');
  const ids = new Set(shown.map(({ id }) => id));
  const ways = connections.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const neighbours = ({ id, kind }: Place): string => {
    const sources = ways.filter(({ to }) => to === id).map(({ from }) => `from ${from}`);
    const targets = ways.filter(({ from }) => from === id).map(({ to }) => `to ${to}`);
    return [kind, ...sources.sort(), ...targets.sort()].join(' ');
  };
  const groups = [...Map.groupBy(shown, neighbours).values()].map((members) => ({
    id: members[0]?.id ?? '',
    places: members.toSorted((a, b) => a.name.localeCompare(b.name)),
  }));
  const groupByPlace = new Map(groups.flatMap(({ id, places: members }) => members.map((it) => [it.id, id])));
  const lines = new Map<string, Connection>();
  for (const { from, to } of ways) {
    const line = { from: groupByPlace.get(from) ?? from, to: groupByPlace.get(to) ?? to };
    lines.set(JSON.stringify(line), line);
  }
  return { groups, lines: [...lines.values()], groupOf: (id) => groupByPlace.get(id) };
};
