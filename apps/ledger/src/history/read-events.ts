import type { Details, PrivateEvent, PublicEvent } from './event.js';

const PRIVATE_TYPE = /^product\.product(Created|Updated|Deleted)$/;
const PUBLIC_TYPE = /^product\.product(Created|Updated|Deleted)\.v[12]$/;

/** Undefined: it is no event of a product, e.g. a fact or poison. */
export const readPrivateEvent = (message: string): PrivateEvent | undefined => {
  const envelope = parse(message);
  const event = headOf(envelope, PRIVATE_TYPE);
  if (!event) return undefined;
  const data = objectIn(envelope?.['data']);
  return {
    ...event,
    type: event.type as PrivateEvent['type'],
    details: detailsIn(objectIn(data?.['new']) ?? data),
    previous: detailsIn(objectIn(data?.['previous'])),
  };
};

/** Undefined: it is no event of a product, e.g. a fact, an announcement or poison. */
export const readPublicEvent = (detail: unknown): PublicEvent | undefined => {
  const envelope = typeof detail === 'string' ? parse(detail) : objectIn(detail);
  const event = headOf(envelope, PUBLIC_TYPE);
  return event && { ...event, details: detailsIn(objectIn(envelope?.['data'])) };
};

type Fields = Readonly<Record<string, unknown>>;

const headOf = (envelope: Fields | undefined, types: RegExp) => {
  const { id, type, subject, sequence, time } = envelope ?? {};
  const version = Number(sequence);
  return typeof id === 'string' &&
    typeof type === 'string' &&
    types.test(type) &&
    typeof subject === 'string' &&
    Number.isInteger(version) &&
    typeof time === 'string'
    ? { id, type, productId: subject, sequence: version, time }
    : undefined;
};

const detailsIn = ({ name, price }: Fields = {}): Details | undefined =>
  typeof name === 'string' && typeof price === 'number' ? { name, price } : undefined;

const objectIn = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

const parse = (text: string): Fields | undefined => {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return undefined;
  }
};
