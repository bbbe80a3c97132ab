import type { PathwayEdge } from '@product-service/console/protocol';
import {
  type Checkpoint,
  countOf,
  type LatencySketch,
  merged,
  type PassedEdge,
  quantileOf,
} from '@product-service/observability/agent';

/** The edges of Data Streams Monitoring, with the latencies since the start. */
export interface Pathways {
  passed(edges: readonly PassedEdge[]): void;
  /** Each edge after the one before it. */
  edges(): PathwayEdge[];
}

/** What a checkpoint is called whose own edge has not been received: it is kept by another service, or arrives later. */
const UNKNOWN = 'unknown checkpoint';

/** @param maximum of edges. The one that no message has passed for the longest time is dropped first. */
export const pathways = (maximum: number): Pathways => {
  const kept = new Map<string, PassedEdge>();
  return {
    passed(edges) {
      for (const edge of edges) {
        const { hash, parentHash } = edge.checkpoint;
        const key = `${parentHash ?? ''} ${hash}`;
        const before = kept.get(key);
        kept.delete(key);
        kept.set(key, before ? together(before, edge) : edge);
        const [oldest] = kept.keys();
        if (kept.size > maximum && oldest !== undefined) kept.delete(oldest);
      }
    },
    edges() {
      const names = new Map(
        [...kept.values()].map(({ checkpoint }) => [checkpoint.hash, nameOf(checkpoint)]),
      );
      return inOrder([...kept.values()]).map(({ checkpoint, edgeLatency, pathwayLatency }) => ({
        ...(checkpoint.parentHash !== undefined && { from: names.get(checkpoint.parentHash) ?? UNKNOWN }),
        to: nameOf(checkpoint),
        messages: countOf(edgeLatency),
        edge: milliseconds(edgeLatency),
        stream: milliseconds(pathwayLatency),
      }));
    },
  };
};

const together = (older: PassedEdge, newer: PassedEdge): PassedEdge => ({
  checkpoint: newer.checkpoint,
  edgeLatency: merged(older.edgeLatency, newer.edgeLatency),
  pathwayLatency: merged(older.pathwayLatency, newer.pathwayLatency),
});

const nameOf = ({ direction, type, topic }: Checkpoint): string => `${direction} ${type} ${topic}`;

/** Sketches have seconds. */
const milliseconds = (sketch: LatencySketch): PathwayEdge['edge'] => ({
  p50: quantileOf(sketch, 0.5) * 1_000,
  p99: quantileOf(sketch, 0.99) * 1_000,
});

/** Each stream from its beginning, or from what is known of it. */
const inOrder = (edges: readonly PassedEdge[]): PassedEdge[] => {
  const after = Map.groupBy(edges, ({ checkpoint }) => checkpoint.parentHash);
  const known = new Set(edges.map(({ checkpoint }) => checkpoint.hash));
  const isFirst = ({ checkpoint: { parentHash } }: PassedEdge): boolean =>
    parentHash === undefined || !known.has(parentHash);
  const ordered = new Set<PassedEdge>();
  const waiting = edges.filter(isFirst).reverse();
  for (let edge = waiting.pop(); edge; edge = waiting.pop()) {
    if (ordered.has(edge)) continue;
    ordered.add(edge);
    waiting.push(...(after.get(edge.checkpoint.hash) ?? []).toReversed());
  }
  return [...new Set([...ordered, ...edges])];
};
