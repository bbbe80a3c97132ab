import type { JourneyQuery } from '@product-service/console/protocol';
import { type Journey, spansOf } from './journey.js';
import type { Span } from './span.js';

/** The tags with an id of an event, and of the change that it reports. */
const EVENT_TAGS = ['messaging.message.id', 'dsm.transaction.id'];

/** Whether a journey can match, from its first span alone: to ask it costs less than to put the journey together. */
export const mayMatch = ({ trace }: JourneyQuery, first: Span): boolean =>
  !trace || first.traceId === trace || first.links.some(({ traceId }) => traceId === trace);

/** Whether all given fields match. An empty field is not given. */
export const matches = (query: JourneyQuery, journey: Journey): boolean => {
  const { product, event, error } = query;
  if (!mayMatch(query, journey.span)) return false;
  if (!product && !event && !error) return true;
  const spans = spansOf(journey);
  return (
    (!product || spans.some(({ tags }) => tags['product.id'] === product)) &&
    (!event || spans.some(({ tags }) => EVENT_TAGS.some((tag) => String(tags[tag] ?? '').includes(event)))) &&
    (!error || spans.some(({ isError }) => isError))
  );
};
