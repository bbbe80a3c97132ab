import type { Journey, JourneyQuery, JourneySummary, PathwayEdge } from '@product-service/console/protocol';
import type { Received } from '@product-service/observability/agent';
import type { Activity } from '../core/activity.js';
import { shownJourney, summaryOf } from './journey-steps.js';
import type { Bounds } from './kept-newest.js';
import { pathways } from './pathways.js';
import { spanLogs } from './span-logs.js';
import { spanStore } from './span-store.js';

/** About 30 MB. At 200 events a second, these are the last ten seconds. */
const SPANS: Bounds = { maximum: 20_000, age: 15 * 60_000 };
const LOG_LINES: Bounds = { maximum: 10_000, age: SPANS.age };
const MAXIMUM_EDGES = 500;

/** What functions have done lately: their spans, log lines and checkpoints of data streams. Bounded in memory. */
export interface TraceStore {
  /** What the trace agent received. */
  received(received: Received): void;
  logged(activity: Activity): void;
  /** How often something has arrived. The same number twice: nothing has changed. */
  changes(): number;
  /** Those that match, newest first. */
  journeys(query: JourneyQuery, limit: number): JourneySummary[];
  /** @param id of the journey, or of any span of it. */
  journey(id: string): Journey | undefined;
  pathways(): PathwayEdge[];
}

/** @param clock in ms since 1970. */
export const traceStore = (clock: () => number = Date.now): TraceStore => {
  const spans = spanStore(SPANS);
  const logs = spanLogs(LOG_LINES);
  const streams = pathways(MAXIMUM_EDGES);
  let changes = 0;
  return {
    received(received) {
      changes += 1;
      if (received.kind === 'spans') spans.received(received.spans, clock());
      else streams.passed(received.edges);
    },
    logged(activity) {
      if (logs.logged(activity, clock())) changes += 1;
    },
    changes: () => changes,
    journeys: (query, limit) => spans.journeys(query, limit, clock()).map(summaryOf),
    journey(id) {
      const found = spans.journey(id, clock());
      return found && shownJourney(found, logs.of);
    },
    pathways: () => streams.edges(),
  };
};
