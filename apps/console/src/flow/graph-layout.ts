import { Graph, layout } from '@dagrejs/dagre';
import type { Connection, Place, Topology } from '../protocol/index.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a place is drawn: its top left corner. */
export interface DrawnPlace extends Place, Point {}

export interface DrawnConnection extends Connection {
  /** A path for SVG. */
  readonly path: string;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly places: readonly DrawnPlace[];
  readonly connections: readonly DrawnConnection[];
}

/** Of each place, in CSS pixels. */
export const SIZE = { width: 168, height: 46 };
const MARGIN = 12;

/** Places each thing right of what its messages come from. Dead-letter queues are a part of what they belong to. */
export const pictureOf = ({ places, connections }: Topology): Picture => {
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 14,
    ranksep: 52,
    marginx: MARGIN,
    marginy: MARGIN,
    ranker: 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = places.filter(({ kind }) => kind !== 'dead-letters');
  const ids = new Set(shown.map(({ id }) => id));
  const ways = connections.filter(({ from, to }) => ids.has(from) && ids.has(to));
  for (const { id } of shown) graph.setNode(id, { ...SIZE });
  for (const { from, to } of ways) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    places: shown.map((place) => {
      const { x, y } = graph.node(place.id) as Point;
      return { ...place, x: x - SIZE.width / 2, y: y - SIZE.height / 2 };
    }),
    connections: ways.map((way) => ({
      ...way,
      path: pathThrough((graph.edge(way.from, way.to) as { points: readonly Point[] }).points),
    })),
  };
};

/** A smooth line: each point but the first and the last is the control point of a curve between the middles of its sides. */
export const pathThrough = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const curves = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const end = next === last ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)} ${curves.length > 0 ? curves.join(' ') : `L${at(last)}`}`;
};

const at = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** The dead-letter queues of a place. */
export const deadLettersOf = ({ places, connections }: Topology, id: string): readonly Place[] =>
  connections
    .filter(({ from }) => from === id)
    .flatMap(({ to }) => places.filter((place) => place.id === to && place.kind === 'dead-letters'));
