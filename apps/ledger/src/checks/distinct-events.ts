import type { Details, PrivateEvent, PublicEvent } from '../history/event.js';
import type { Violation } from './violation.js';

/** The events without their repeats, in the order in which they first came. */
export const distinctEvents = <T extends { readonly id: string }>(events: readonly T[]): T[] => {
  const firsts = new Map<string, T>();
  for (const event of events) if (!firsts.has(event.id)) firsts.set(event.id, event);
  return [...firsts.values()];
};

/** Checks that an event that comes again has the same content: consumers drop it by its id. Also across products. */
export const checkRepeats = (events: readonly (PrivateEvent | PublicEvent)[]): Violation[] =>
  [...Map.groupBy(events, ({ id }) => id)].flatMap(([id, repeats]) => {
    const contents = new Set(repeats.map(contentOf));
    if (contents.size === 1) return [];
    const text = `The event ${id} has ${contents.size} contents: ${[...contents].join(' and ')}.`;
    return [{ promise: 'invented', productId: repeats[0]?.productId, text }];
  });

const contentOf = (event: PrivateEvent | PublicEvent): string => {
  const { type, productId, sequence, time, details } = event;
  const previous = 'previous' in event ? event.previous : undefined;
  return JSON.stringify([type, productId, sequence, time, fieldsOf(details), fieldsOf(previous)]);
};
const fieldsOf = (details: Details | undefined) => details && [details.name, details.price];
