import type { PassedMessage } from '@product-service/console/protocol';
import { type EnvelopeFields, envelopeIn } from './envelope-in.js';

/** Kept for each place. */
const KEPT = 20;
/** More places are not kept: the ones that were used first are forgotten. */
const MAXIMUM_PLACES = 500;
/** In UTF-16 units. */
const MAXIMUM_BODY = 8_192;

/** The last messages of each place: those that it got, and those that it sent. */
export interface PassedMessages {
  add(from: string, to: string, bodies: readonly string[]): void;
  /** The newest first. */
  at(place: string): readonly PassedMessage[];
}

/** A message as it is kept. A short one is read when somebody looks. */
interface Kept {
  readonly id: number;
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly fields?: EnvelopeFields;
}

export const passedMessages = (): PassedMessages => {
  const places = new Map<string, Kept[]>();
  let count = 0;
  const keep = (place: string, message: Kept): void => {
    const kept = places.get(place) ?? [];
    kept.push(message);
    if (kept.length > KEPT) kept.shift();
    places.set(place, kept);
    const [oldest] = places.keys();
    if (places.size > MAXIMUM_PLACES && oldest !== undefined) places.delete(oldest);
  };
  return {
    add(from, to, bodies) {
      // Of a large batch, only the last ones would be kept.
      for (const body of bodies.slice(-KEPT)) {
        const message = { id: (count += 1), at: Date.now(), from, to, ...contentOf(body) };
        keep(from, message);
        keep(to, message);
      }
    },
    at: (place) =>
      (places.get(place) ?? [])
        .map(({ fields, ...message }) => ({ ...message, ...(fields ?? envelopeIn(message.body)) }))
        .reverse(),
  };
};

const contentOf = (body: string): Pick<Kept, 'body' | 'fields'> =>
  body.length > MAXIMUM_BODY ? { body: body.slice(0, MAXIMUM_BODY), fields: envelopeIn(body) } : { body };
