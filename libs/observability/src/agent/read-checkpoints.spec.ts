import { gzipSync } from 'node:zlib';
import { encode } from '@msgpack/msgpack';
import { encodedSketch } from '../testing/tracer-sketch.js';
import { countOf, quantileOf } from './latency-sketch.js';
import { readCheckpoints } from './read-checkpoints.js';

it('an edge has a checkpoint for each message, with the latencies of both kinds', () => {
  const edge = {
    Hash: 5n,
    ParentHash: 4n,
    EdgeTags: ['direction:in', 'type:sns', 'topic:a:b', 'manual_checkpoint:true'],
    EdgeLatency: encodedSketch([0.01, 0.01, 0.01]),
    PathwayLatency: encodedSketch([2, 2, 2]),
  };
  const body = gzipSync(encode({ Stats: [{ Stats: [edge] }] }, { useBigInt64: true }));
  const { checkpoints, edges } = readCheckpoints(body);
  const checkpoint = {
    hash: '5',
    parentHash: '4',
    direction: 'in',
    type: 'sns',
    topic: 'a:b',
    isManual: true,
  };
  expect(checkpoints).toEqual([checkpoint, checkpoint, checkpoint]);
  expect(edges.map((passed) => passed.checkpoint)).toEqual([checkpoint]);
  expect(
    edges.map(({ edgeLatency, pathwayLatency }) => [
      countOf(edgeLatency),
      quantileOf(edgeLatency, 0.5),
      quantileOf(pathwayLatency, 0.5),
    ]),
  ).toEqual([[3, expect.closeTo(0.01, 3), expect.closeTo(2, 1)]]);
});
