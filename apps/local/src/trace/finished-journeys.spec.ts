import { finishedJourneys, QUIET_MS } from './finished-journeys.js';
import { spansOf } from './journey.js';
import type { Span } from './span.js';

const span = (spanId: string, name: string, after?: string): Span => ({
  traceId: 'trace',
  spanId,
  name,
  resource: spanId,
  start: 0,
  duration: 1,
  isError: false,
  tags: {},
  links: after === undefined ? [] : [{ traceId: 'trace', spanId: after }],
});
const request = span('request', 'aws.apigateway');
const relay = span('relay', 'messaging.publish', 'request');
const START_MS = 1_000_000;

describe('a journey', () => {
  const at = (milliseconds: number): number => START_MS + milliseconds;
  const taken = (journeys: ReturnType<typeof finishedJourneys>, now: number): string[][] =>
    journeys.take(at(now)).map((journey) => spansOf(journey).map(({ spanId }) => spanId));

  it('is finished once, when it had no new span for the quiet time', () => {
    const journeys = finishedJourneys();
    journeys.arrived([request], at(0));
    expect(taken(journeys, QUIET_MS - 1)).toEqual([]);
    expect(taken(journeys, QUIET_MS + 1)).toEqual([['request']]);
    expect(taken(journeys, 60_000)).toEqual([]);
  });

  it('waits for a run that can continue it, even during a long cold start', () => {
    const journeys = finishedJourneys();
    journeys.arrived([request], at(0));
    const end = journeys.runBegan(at(20));
    expect(taken(journeys, 25_000)).toEqual([]);
    end(at(25_010));
    expect(taken(journeys, 25_020)).toEqual([]);
    journeys.arrived([relay], at(25_030));
    expect(taken(journeys, 25_100)).toEqual([]);
    expect(taken(journeys, 25_040 + QUIET_MS)).toEqual([['request', 'relay']]);
  });

  it('does not wait for runs that begin after the quiet time', () => {
    const journeys = finishedJourneys();
    journeys.arrived([request], at(0));
    journeys.runBegan(at(QUIET_MS + 1));
    expect(taken(journeys, QUIET_MS + 2)).toEqual([['request']]);
  });

  it('is finished again if it continues later, e.g. after a retry', () => {
    const journeys = finishedJourneys();
    journeys.arrived([request], at(0));
    taken(journeys, QUIET_MS + 1);
    journeys.arrived([relay], at(60_000));
    expect(taken(journeys, 60_001 + QUIET_MS)).toEqual([['request', 'relay']]);
  });
});
