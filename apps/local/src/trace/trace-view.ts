import { drawJourney } from './draw-journey.js';
import { finishedJourneys } from './finished-journeys.js';
import type { Span } from './span.js';

/** Draws the journeys of requests while the local cloud runs. */
export interface TraceView {
  /** To be called with the spans that functions send. */
  arrived(spans: readonly Span[]): void;
  /** To be called when a function's run begins. Call the result at its end. */
  readonly onRun: () => () => void;
  stop(): void;
}

const CHECK_INTERVAL_MS = 250;

/** Draws each journey when it is finished. */
export const traceView = (write: (line: string) => void): TraceView => {
  const journeys = finishedJourneys();
  const timer = setInterval(() => {
    for (const journey of journeys.take(Date.now())) for (const line of drawJourney(journey)) write(line);
  }, CHECK_INTERVAL_MS).unref();
  return {
    arrived: (spans) => journeys.arrived(spans, Date.now()),
    onRun: () => {
      const end = journeys.runBegan(Date.now());
      return () => end(Date.now());
    },
    stop: () => clearInterval(timer),
  };
};
