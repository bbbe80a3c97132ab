export type { Checkpoint, TrackedChange } from './read-checkpoints.js';
export type { ReceivedSpan, SpanReference } from './read-spans.js';
export { startTraceAgent, type Received, type TraceAgent } from './trace-agent.js';
