import { type Journey, journeysOf, spansOf } from './journey.js';
import type { Span } from './span.js';

/** A journey is finished when it had no new span for this time, in ms, and no function is running that could continue it. */
export const QUIET_MS = 1_500;
/** The last spans of a run can arrive this long after its end, in ms. */
const LAST_SPANS_MS = 500;
/** Older spans are dropped, in ms. */
const KEPT_MS = 15 * 60_000;

/** Detects when all spans of a journey have arrived. Every `now` is in ms since 1970. */
export interface FinishedJourneys {
  arrived(spans: readonly Span[], now: number): void;
  /** A function's run has begun. Call the result at its end. */
  runBegan(now: number): (now: number) => void;
  /** The finished journeys that were not taken before. A journey that continues later is finished again. */
  take(now: number): Journey[];
}

interface Run {
  readonly began: number;
  ended?: number;
}

export const finishedJourneys = (): FinishedJourneys => {
  let kept: { readonly span: Span; readonly at: number }[] = [];
  let runs: Run[] = [];
  /** Number of spans of each taken journey, by the id of its first span. */
  const taken = new Map<string, number>();

  /**
   * A run continues a journey as soon as it receives the message, but its spans arrive at its end, which can be seconds later
   * after a cold start. A run that begins after the quiet time does not belong to the journey.
   */
  const mayContinue = (lastArrival: number, now: number): boolean =>
    lastArrival > now - QUIET_MS ||
    runs.some(({ began, ended = now }) => began <= lastArrival + QUIET_MS && ended > now - LAST_SPANS_MS);

  return {
    arrived: (spans, now) => void kept.push(...spans.map((span) => ({ span, at: now }))),
    runBegan(now) {
      const run: Run = { began: now };
      runs.push(run);
      return (end) => void (run.ended = end);
    },
    take(now) {
      kept = kept.filter(({ at }) => at > now - KEPT_MS);
      runs = runs.filter(({ ended = now }) => ended > now - LAST_SPANS_MS);
      const arrivals = new Map(kept.map(({ span, at }) => [span.spanId, at]));
      return journeysOf(kept.map(({ span }) => span)).filter((journey) => {
        const spans = spansOf(journey);
        const { spanId } = journey.span;
        if (taken.get(spanId) === spans.length) return false;
        if (mayContinue(Math.max(...spans.map((span) => arrivals.get(span.spanId) ?? 0)), now)) return false;
        taken.set(spanId, spans.length);
        return true;
      });
    },
  };
};
