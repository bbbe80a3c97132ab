import { Graph, layout } from '@dagrejs/dagre';
import type { Connection, Place, Topology } from '../protocol/index.js';
import { type Group, groupsOf } from './groups.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a group is drawn, in CSS pixels: its top left corner, and its size. */
export interface DrawnGroup extends Group, Point {
  readonly width: number;
  readonly height: number;
}

export interface DrawnLine extends Connection {
  /** A path for SVG. */
  readonly path: string;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly DrawnGroup[];
  readonly lines: readonly DrawnLine[];
  /** The boxes at both ends of a connection of two places. */
  lineOf(from: string, to: string): Connection | undefined;
}

/** In CSS pixels. */
const WIDTH = 222;
/** Of a row, as in `flow.css`: large enough to click in a picture that is zoomed out. */
const ROW = 32;
const PADDING = 8;
const MARGIN = 14;

/** Draws each thing below what its messages come from. */
export const pictureOf = (topology: Topology): Picture => {
  const { groups, lines, lineOf } = groupsOf(topology);
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 22, ranksep: 34, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, places } of groups) {
    graph.setNode(id, { width: WIDTH, height: PADDING + ROW * places.length });
  }
  for (const { from, to } of lines) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    lineOf,
    groups: groups.map((group) => {
      const node = graph.node(group.id) as Point & { width: number; height: number };
      const { width, height } = node;
      return { ...group, width, height, x: node.x - width / 2, y: node.y - height / 2 };
    }),
    lines: lines.map((line) => ({
      ...line,
      path: pathThrough((graph.edge(line.from, line.to) as { points: readonly Point[] }).points),
    })),
  };
};

/** A smooth line: each point between the first and the last is the control point of a curve. */
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
