import { gunzipSync } from 'node:zlib';
import { decode } from '@msgpack/msgpack';
import { countOf, type LatencySketch } from './latency-sketch.js';
import { readSketch } from './read-sketch.js';

/** One checkpoint of Data Streams Monitoring: a message at one end of an edge. */
export interface Checkpoint {
  /** Identifies the pathway up to and including this checkpoint. */
  readonly hash: string;
  /** Hash of the previous checkpoint; absent at the start of a pathway. */
  readonly parentHash?: string;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly topic: string;
  /** Whether our code set it, not an automatic instrumentation. */
  readonly isManual: boolean;
}

/** Messages that passed the same checkpoint after the same checkpoint before it, within 10 s. */
export interface PassedEdge {
  readonly checkpoint: Checkpoint;
  /** Seconds since the checkpoint before. The same number of values as `pathwayLatency`: one for each message. */
  readonly edgeLatency: LatencySketch;
  /** Seconds since the start of the pathway. */
  readonly pathwayLatency: LatencySketch;
}

/** One transaction at one of its checkpoints. */
export interface TrackedChange {
  readonly id: string;
  readonly checkpoint: string;
}

/** @see https://github.com/DataDog/dd-trace-js/blob/master/packages/dd-trace/src/datastreams/processor.js */
interface EncodedStats {
  readonly Stats: readonly {
    readonly Stats: readonly EncodedEdge[];
    readonly Transactions?: Uint8Array;
    readonly TransactionCheckpointIds?: Uint8Array;
  }[];
}

interface EncodedEdge {
  readonly Hash: number | bigint;
  readonly ParentHash: number | bigint;
  readonly EdgeTags: readonly string[];
  readonly EdgeLatency: Uint8Array;
  readonly PathwayLatency: Uint8Array;
}

/**
 * Decodes the body of a request to `/v0.1/pipeline_stats`. Equal checkpoints are one edge there, with their latencies: in
 * `checkpoints` they are as many again.
 */
export const readCheckpoints = (
  body: Uint8Array,
): { checkpoints: Checkpoint[]; edges: PassedEdge[]; changes: TrackedChange[] } => {
  const { Stats } = decode(gunzipSync(body), { useBigInt64: true }) as EncodedStats;
  const edges = Stats.flatMap((bucket) => bucket.Stats.map(edgeOf));
  return {
    edges,
    checkpoints: edges.flatMap(({ checkpoint, edgeLatency }) =>
      Array.from({ length: countOf(edgeLatency) }, () => checkpoint),
    ),
    changes: Stats.flatMap(({ Transactions, TransactionCheckpointIds }) =>
      Transactions && TransactionCheckpointIds ? changesOf(Transactions, TransactionCheckpointIds) : [],
    ),
  };
};

const edgeOf = ({ Hash, ParentHash, EdgeTags, EdgeLatency, PathwayLatency }: EncodedEdge): PassedEdge => {
  const tags = Object.fromEntries(EdgeTags.map((tag) => tag.split(/:(.*)/, 2)));
  const checkpoint: Checkpoint = {
    hash: String(Hash),
    ...(Number(ParentHash) !== 0 && { parentHash: String(ParentHash) }),
    direction: tags['direction'],
    type: tags['type'],
    topic: tags['topic'],
    isManual: tags['manual_checkpoint'] === 'true',
  };
  return {
    checkpoint,
    edgeLatency: readSketch(EdgeLatency),
    pathwayLatency: readSketch(PathwayLatency),
  };
};

/** Format of each: one byte for the checkpoint, eight for the time, one for the length of the id, then the id. */
const changesOf = (transactions: Uint8Array, checkpointIds: Uint8Array): TrackedChange[] => {
  const names = new Map<number, string>();
  const ids = Buffer.from(checkpointIds);
  for (let at = 0; at < ids.length; at += 2 + ids.readUInt8(at + 1)) {
    names.set(ids.readUInt8(at), ids.toString('utf8', at + 2, at + 2 + ids.readUInt8(at + 1)));
  }
  const changes: TrackedChange[] = [];
  const entries = Buffer.from(transactions);
  for (let at = 0; at < entries.length; at += 10 + entries.readUInt8(at + 9)) {
    const id = entries.toString('utf8', at + 10, at + 10 + entries.readUInt8(at + 9));
    changes.push({ id, checkpoint: names.get(entries.readUInt8(at)) ?? '' });
  }
  return changes;
};
