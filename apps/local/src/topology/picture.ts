import type { Connection, Place, PlaceKind, Topology } from '@product-service/console/protocol';

/** A picture that is being drawn. */
export interface Picture {
  /** A place that is there already keeps its kind and its name. */
  add(place: Place): void;
  /** What passes is added to what the connection carries already. */
  connect(from: string, to: string, carries?: string): void;
  places(): readonly Place[];
  /** Ids of the places that a connection leads from, to this one. */
  sourcesOf(id: string): readonly string[];
  /** Ids of the places that a connection leads to, from this one. */
  targetsOf(id: string): readonly string[];
  /** The finished picture: connections between its places, and places with a connection. Queues are shown in any case. */
  topology(): Topology;
}

/** Kinds that are shown without a connection: what is not connected may still hold messages. */
const ALWAYS_SHOWN: ReadonlySet<PlaceKind> = new Set(['queue', 'dead-letters']);

export const emptyPicture = (): Picture => {
  const places = new Map<string, Place>();
  const connections = new Map<string, { from: string; to: string; carries: Set<string> }>();
  return {
    add: (place) => void (places.has(place.id) || places.set(place.id, place)),
    connect(from, to, carries) {
      const key = `${from} ${to}`;
      const connection = connections.get(key) ?? { from, to, carries: new Set() };
      connections.set(key, connection);
      if (carries !== undefined) connection.carries.add(carries);
    },
    places: () => [...places.values()],
    sourcesOf: (id) => [...connections.values()].flatMap(({ from, to }) => (to === id ? [from] : [])),
    targetsOf: (id) => [...connections.values()].flatMap(({ from, to }) => (from === id ? [to] : [])),
    topology() {
      const drawn = [...connections.values()].filter(({ from, to }) => places.has(from) && places.has(to));
      const connected = new Set(drawn.flatMap(({ from, to }) => [from, to]));
      return {
        places: [...places.values()].filter(({ id, kind }) => ALWAYS_SHOWN.has(kind) || connected.has(id)),
        connections: drawn.map(({ from, to, carries }): Connection => ({
          from,
          to,
          ...(carries.size > 0 && { carries: [...carries].join(', ') }),
        })),
      };
    },
  };
};
