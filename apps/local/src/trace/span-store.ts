import type { JourneyQuery } from '@product-service/console/protocol';
import { beginningOf, isBeginning, type Journey, journeyFrom } from './journey.js';
import type { Span } from './span.js';
import { matches, mayMatch } from './journey-query.js';
import { type Bounds, keptNewest } from './kept-newest.js';
import { reducedSpan } from './reduce-span.js';
import { spanGraph } from './span-graph.js';
import { isMessage, isRequest } from './span-label.js';

/** The newest spans. Finds the journeys among them. Every `now` is in ms since 1970. */
export interface SpanStore {
  received(spans: readonly Span[], now: number): void;
  /** Those that match, newest first. */
  journeys(query: JourneyQuery, limit: number, now: number): Journey[];
  /** The journey that contains this span. */
  journey(spanId: string, now: number): Journey | undefined;
}

/**
 * Receiving a span costs the same with few and with many spans. Journeys are put together only when they are asked for. When the
 * first spans of a journey have been dropped, its later messages are journeys of their own.
 */
export const spanStore = (bounds: Bounds): SpanStore => {
  const graph = spanGraph();
  /** Spans that a journey can begin with. It depends on spans that arrive later, or are dropped. */
  const candidates = new Set<Span>();
  const kept = keptNewest<Span>(bounds, (span) => {
    graph.remove(span);
    candidates.delete(span);
  });
  return {
    received(spans, now) {
      for (const span of spans.map(reducedSpan)) {
        // A tracer sends again what it has no answer for.
        if (graph.find(span.spanId)) continue;
        graph.add(span);
        if (isRequest(span) || isMessage(span)) candidates.add(span);
        kept.add(span, now);
      }
    },
    journeys(query, limit, now) {
      kept.expire(now);
      const beginnings = [...candidates]
        .filter((span) => isBeginning(graph, span))
        .sort((a, b) => b.start - a.start);
      const found: Journey[] = [];
      for (const span of beginnings) {
        if (found.length >= limit) break;
        if (!mayMatch(query, span)) continue;
        const journey = journeyFrom(graph, span);
        if (matches(query, journey)) found.push(journey);
      }
      return found;
    },
    journey(spanId, now) {
      kept.expire(now);
      const span = graph.find(spanId);
      const first = span && beginningOf(graph, span);
      return first && journeyFrom(graph, first);
    },
  };
};
