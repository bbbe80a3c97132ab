import { type Journey, journeysOf, spansOf, type Span } from './journey.js';

/** A journey is finished when nothing has come of it for this long, ms, and nothing is running that could go on with it. */
export const QUIET_MS = 1_500;
/** What a run sent last may arrive this much, ms, after its end. */
const LAST_SPANS_MS = 500;
/** What is older than this, ms, is forgotten. */
const KEPT_MS = 15 * 60_000;

/** Finds out when all of a journey has arrived. Every `now` is in ms since 1970. */
export interface FinishedJourneys {
  arrived(spans: readonly Span[], now: number): void;
  /** A run of some function has begun; what it returns tells of its end. */
  runBegan(now: number): (now: number) => void;
  /** Those that are finished and were not taken before; one that goes on later is finished once more. */
  take(now: number): Journey[];
}

interface Run {
  readonly began: number;
  ended?: number;
}

export const finishedJourneys = (): FinishedJourneys => {
  let kept: { readonly span: Span; readonly at: number }[] = [];
  let runs: Run[] = [];
  /** How many spans a journey had when it was taken, by the id of its first. */
  const taken = new Map<string, number>();

  /**
   * A run goes on with a journey as soon as it gets its message, and tells of it at its end, be that much later: a cold
   * start takes seconds. Those that begin after the quiet time have nothing to do with it.
   */
  const mayGoOn = (lastArrival: number, now: number): boolean =>
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
        if (mayGoOn(Math.max(...spans.map((span) => arrivals.get(span.spanId) ?? 0)), now)) return false;
        taken.set(spanId, spans.length);
        return true;
      });
    },
  };
};
