import type { Connection, Place, Topology } from '../protocol/index.js';

/** Places that are drawn as one box: of one kind, with the same neighbours; or a queue with the function that reads it. */
export interface Group {
  readonly id: string;
  readonly places: readonly DrawnPlace[];
}

export interface DrawnPlace extends Place {
  /** When it begins by itself, e.g. `every minute`. */
  readonly schedule?: string;
}

/** What is drawn: boxes, and at most one line from one to another. */
export interface Groups {
  readonly groups: readonly Group[];
  readonly lines: readonly Connection[];
  /** The boxes at both ends of a connection. Undefined: it is not drawn. */
  lineOf(from: string, to: string): Connection | undefined;
}

interface Box {
  readonly box: string;
  readonly place: DrawnPlace;
}

/** Drawn as a part of what they belong to. */
const PARTS: ReadonlySet<Place['kind']> = new Set(['dead-letters', 'schedule']);

/** The second box of a bus. */
const PUBLIC = '#public';

/**
 * Puts together what a person would draw as one, e.g. the functions that write, or a queue and its function. A bus has two boxes: the events of others begin
 * there, and ours end there.
 */
export const groupsOf = ({ places, connections }: Topology): Groups => {
  const byId = new Map(places.map((place) => [place.id, place]));
  const kindOf = (id: string): Place['kind'] | undefined => byId.get(id)?.kind;
  const isDrawn = (id: string): boolean => byId.has(id) && !PARTS.has(kindOf(id) ?? 'queue');

  const boxOf = (id: string, other: string): string => {
    const isPublic = kindOf(id) === 'bus' && ['function', 'subscribers'].includes(kindOf(other) ?? '');
    return isPublic ? `${id}${PUBLIC}` : id;
  };
  const ways = connections
    .filter(({ from, to }) => isDrawn(from) && isDrawn(to))
    .map(({ from, to }) => ({ from: boxOf(from, to), to: boxOf(to, from) }));
  const used = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const boxes: readonly Box[] = places
    .filter(({ id }) => isDrawn(id))
    .flatMap((place) => {
      const ids = [place.id, `${place.id}${PUBLIC}`].filter((id) => used.has(id));
      return (ids.length > 0 ? ids : [place.id]).map((box) => ({ box, place: withSchedule(place) }));
    });

  function withSchedule(place: Place): DrawnPlace {
    const schedules = connections
      .filter(({ from, to }) => to === place.id && kindOf(from) === 'schedule')
      .map(({ from }) => byId.get(from)?.name);
    return schedules.length > 0 ? { ...place, schedule: schedules.join(', ') } : place;
  }
  const sourcesOf = (box: string): string[] => ways.filter(({ to }) => to === box).map(({ from }) => from);
  const targetsOf = (box: string): string[] => ways.filter(({ from }) => from === box).map(({ to }) => to);
  const neighbours = ({ box, place: { kind } }: Box): string =>
    JSON.stringify([kind, sourcesOf(box).sort(), targetsOf(box).sort()]);
  /** The box of the only function that reads a queue, and reads no other. */
  const readerOf = ({ box, place: { kind } }: Box): string | undefined => {
    const [reader, ...others] = targetsOf(box);
    if (kind !== 'queue' || reader === undefined || others.length > 0) return undefined;
    return sourcesOf(reader).filter((id) => kindOf(id) === 'queue').length === 1 ? reader : undefined;
  };
  const readers = new Map(boxes.flatMap((box) => [[box.box, readerOf(box)] as const]));
  const isRead = new Set(readers.values());
  const together = (box: Box): string =>
    readers.get(box.box) ?? (isRead.has(box.box) ? box.box : neighbours(box));

  const members = [...Map.groupBy(boxes, together).values()];
  const groups = members.map((group) => ({
    id: group[0]?.box ?? '',
    places: group.map(({ place }) => place).toSorted(queuesFirst),
  }));
  const groupByBox = new Map(members.flatMap((group) => group.map(({ box }) => [box, group[0]?.box ?? box])));
  const lineBetween = (from: string, to: string): Connection | undefined => {
    const [start, end] = [groupByBox.get(from), groupByBox.get(to)];
    return start === undefined || end === undefined || start === end ? undefined : { from: start, to: end };
  };
  const lines = ways.flatMap(({ from, to }) => lineBetween(from, to) ?? []);
  return {
    groups,
    lines: [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()],
    lineOf: (from, to) => lineBetween(boxOf(from, to), boxOf(to, from)),
  };
};

const queuesFirst = (a: Place, b: Place): number =>
  Number(b.kind === 'queue') - Number(a.kind === 'queue') || a.name.localeCompare(b.name);
