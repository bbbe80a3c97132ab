import type {
  Journey as ShownJourney,
  JourneySpan,
  JourneySummary,
  LogLine,
} from '@product-service/console/protocol';
import { type Journey, spansOf, waitBetween } from './journey.js';
import type { Span } from './span.js';
import { functionOf, isMessage, isRequest, isRun, labelOf } from './span-label.js';

/** More are counted, not shown: nobody reads them, and a page would be slow. */
export const MAXIMUM_STEPS = 500;
/** Steps below it are shown at this depth. */
export const MAXIMUM_DEPTH = 60;

/** A journey in one line. */
export const summaryOf = (journey: Journey): JourneySummary => {
  const { span: first } = journey;
  const spans = spansOf(journey);
  const end = spans.reduce((latest, { start, duration }) => Math.max(latest, start + duration), first.start);
  const products = new Set(spans.flatMap(({ tags }) => tags['product.id'] ?? []).map(String));
  return {
    id: first.spanId,
    traceId: first.traceId,
    name: labelOf(first),
    productIds: [...products],
    start: first.start,
    duration: end - first.start,
    spans: spans.length,
    isError: spans.some(({ isError }) => isError),
  };
};

/** A journey as a list: run after run. */
export const shownJourney = (
  journey: Journey,
  logsOf: (spanId: string) => readonly LogLine[],
): ShownJourney => {
  const places = placesOf(journey);
  const omitted = places.length > MAXIMUM_STEPS ? places.slice(MAXIMUM_STEPS) : [];
  return {
    ...summaryOf(journey),
    steps: [
      ...places.slice(0, MAXIMUM_STEPS).map((place) => stepOf(place, journey.span.start, logsOf)),
      ...omitted.slice(0, 1).map(({ journey: { span } }) => omission(span, omitted.length)),
    ],
  };
};

interface Place {
  readonly journey: Journey;
  readonly depth: number;
  readonly waited?: number;
}

/**
 * The runs in the order of their start, each with all its steps: what a function does after it has sent a message comes before the
 * run that gets the message. Not recursive: a chain of spans can be longer than the stack is deep.
 */
const placesOf = (journey: Journey): Place[] => {
  const places: Place[] = [];
  const runs: Place[] = [{ journey, depth: 0 }];
  for (let run = runs.shift(); run; run = runs.shift()) {
    const waiting = [run];
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      places.push(place);
      const { journey: from, depth: above } = place;
      const depth = Math.min(above + 1, MAXIMUM_DEPTH);
      waiting.push(...from.steps.map((next) => ({ journey: next, depth })).reverse());
      const continued = from.continuations.map((next) => ({
        journey: next,
        depth,
        waited: waitBetween(from.span, next.span),
      }));
      runs.push(...continued);
    }
    runs.sort((a, b) => a.journey.span.start - b.journey.span.start);
  }
  return places;
};

const stepOf = (
  { journey: { span, ranIn }, depth, waited }: Place,
  from: number,
  logsOf: (spanId: string) => readonly LogLine[],
): JourneySpan => {
  const { traceId, spanId, duration, isError, tags } = span;
  const inFunction = isRun(span) ? functionOf(span) : ranIn;
  const problem = isError ? tags['error.message'] : undefined;
  return {
    traceId,
    spanId,
    depth,
    kind: kindOf(span),
    label: labelOf(span),
    ...(inFunction !== undefined && { function: inFunction }),
    start: span.start - from,
    duration,
    ...(waited !== undefined && { waited }),
    isError,
    ...(problem !== undefined && { problem: String(problem) }),
    tags,
    logs: logsOf(spanId),
  };
};

const kindOf = (span: Span): JourneySpan['kind'] => {
  if (isRequest(span)) return 'request';
  if (isRun(span)) return 'run';
  if (isMessage(span)) return 'message';
  return /^(client|producer)$/.test(String(span.tags['span.kind'])) ? 'call' : 'other';
};

/** Takes the place of the steps that are left out. Has the ids of the first of them. */
const omission = ({ traceId, spanId }: Span, count: number): JourneySpan => ({
  traceId,
  spanId,
  depth: 0,
  kind: 'other',
  label: `${count} more spans are not shown`,
  start: 0,
  duration: 0,
  isError: false,
  tags: {},
  logs: [],
});
