import type { LatencySketch, PassedEdge } from '@product-service/observability/agent';
import { pathways } from './pathways.js';

const GAMMA = 1.02;
/** A sketch with one value in seconds, so many times. */
const latency = (seconds: number, count = 1): LatencySketch => ({
  gamma: GAMMA,
  zeros: 0,
  bins: new Map([[Math.ceil(Math.log(seconds) / Math.log(GAMMA)), count]]),
});
const edge = (
  hash: string,
  parentHash: string | undefined,
  latencies: Partial<PassedEdge> = {},
): PassedEdge => ({
  checkpoint: {
    hash,
    ...(parentHash !== undefined && { parentHash }),
    direction: 'out',
    type: 'sns',
    topic: hash,
    isManual: true,
  },
  edgeLatency: latency(0.01),
  pathwayLatency: latency(0.05),
  ...latencies,
});

describe('the pathways', () => {
  it('have the number of messages and the latencies of all that was received, in ms', () => {
    const streams = pathways(10);
    streams.passed([edge('a', undefined), edge('b', 'a')]);
    streams.passed([edge('b', 'a', { edgeLatency: latency(2, 3), pathwayLatency: latency(4, 3) })]);
    const [, b] = streams.edges();
    expect(b).toMatchObject({ from: 'out sns a', to: 'out sns b', messages: 4 });
    for (const [actual, expected] of [
      [b?.edge.p50, 2_000],
      [b?.edge.p99, 2_000],
      [b?.stream.p50, 4_000],
    ] as const) {
      expect(actual).toBeGreaterThan(expected * 0.98);
      expect(actual).toBeLessThan(expected * 1.02);
    }
  });

  it('are in the order of each stream, whatever arrived first', () => {
    const streams = pathways(10);
    streams.passed([
      edge('c', 'b'),
      edge('x', 'elsewhere'),
      edge('b', 'a'),
      edge('a', undefined),
      edge('d', 'a'),
    ]);
    expect(streams.edges().map(({ from, to }) => [from, to])).toEqual([
      ['unknown checkpoint', 'out sns x'],
      [undefined, 'out sns a'],
      ['out sns a', 'out sns b'],
      ['out sns b', 'out sns c'],
      ['out sns a', 'out sns d'],
    ]);
  });

  it('contain every edge, even if hashes form a cycle', () => {
    const streams = pathways(10);
    streams.passed([edge('a', 'b'), edge('b', 'a')]);
    expect(streams.edges()).toHaveLength(2);
  });

  it('are limited: those without messages for the longest time are dropped', () => {
    const streams = pathways(2);
    streams.passed([edge('a', undefined), edge('b', undefined), edge('a', undefined), edge('c', undefined)]);
    expect(streams.edges().map(({ to, messages }) => [to, messages])).toEqual([
      ['out sns a', 2],
      ['out sns c', 1],
    ]);
  });
});
