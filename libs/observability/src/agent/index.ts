export { countOf, merged, quantileOf, type LatencySketch } from './latency-sketch.js';
export type { Checkpoint, PassedEdge, TrackedChange } from './read-checkpoints.js';
export type { ReceivedSpan, SpanReference } from './read-spans.js';
export { startTraceAgent, type Received, type TraceAgent } from './trace-agent.js';
