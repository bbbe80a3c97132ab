import { startTraceAgent } from '@product-service/observability/agent';
import { drawJourney } from './draw-journey.js';
import { journeysOf, spansOf, type Span } from './journey.js';

export interface TraceView {
  /** Where functions send to: `DD_TRACE_AGENT_URL`. */
  readonly agentUrl: string;
  stop(): Promise<void>;
}

/** A journey is drawn when nothing new has come of it for this long, ms; and again, if it goes on later. */
const QUIET_MS = 1_500;
const LOOK_EVERY_MS = 250;
/** What is older than this, ms, is forgotten. */
const KEPT_MS = 15 * 60_000;

/** Takes what the functions' tracers send, in place of Datadog's agent, and draws it. */
export const startTraceView = async (write: (line: string) => void): Promise<TraceView> => {
  let kept: { readonly span: Span; readonly at: number }[] = [];
  const drawn = new Map<string, number>();
  const agent = await startTraceAgent((received) => {
    if (received.kind === 'spans') kept.push(...received.spans.map((span) => ({ span, at: Date.now() })));
  });

  const drawWhatIsDone = (): void => {
    const now = Date.now();
    kept = kept.filter(({ at }) => at > now - KEPT_MS);
    const arrivals = new Map(kept.map(({ span, at }) => [span.spanId, at]));
    for (const journey of journeysOf(kept.map(({ span }) => span))) {
      const spans = spansOf(journey);
      const { spanId } = journey.span;
      if (drawn.get(spanId) === spans.length) continue;
      if (spans.some((span) => (arrivals.get(span.spanId) ?? 0) > now - QUIET_MS)) continue;
      drawn.set(spanId, spans.length);
      for (const line of drawJourney(journey)) write(line);
    }
  };
  const timer = setInterval(drawWhatIsDone, LOOK_EVERY_MS).unref();
  return {
    agentUrl: agent.url,
    stop: async () => {
      clearInterval(timer);
      await agent.close();
    },
  };
};
