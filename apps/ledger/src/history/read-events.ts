import type { PrivateEvent, PublicEvent } from './event.js';

interface Details {
  readonly name: string;
  readonly price: number;
}

interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly subject: string;
  readonly sequence: string;
  readonly data: Partial<Details> & { readonly previous?: Details; readonly new?: Details };
}

const PRIVATE_TYPES = new Set(['product.productCreated', 'product.productUpdated', 'product.productDeleted']);
const PUBLIC_TYPE = /^product\.product(Created|Updated|Deleted)\.v[12]$/;

const detailsIn = ({ name, price }: Partial<Details>): Details | undefined =>
  name === undefined || price === undefined ? undefined : { name, price };

/** Undefined: it is no event of a product, e.g. a fact or poison. */
export const readPrivateEvent = (message: string): PrivateEvent | undefined => {
  const envelope = parse(message);
  if (!envelope || !PRIVATE_TYPES.has(envelope.type)) return undefined;
  const { id, subject, sequence, time, data } = envelope;
  return {
    id,
    type: envelope.type as PrivateEvent['type'],
    productId: subject,
    sequence: Number(sequence),
    time,
    details: data.new ?? detailsIn(data),
    previous: data.previous,
  };
};

export const readPublicEvent = (detail: unknown): PublicEvent | undefined => {
  const { id, type, subject, sequence, time, data } = detail as Envelope;
  if (!PUBLIC_TYPE.test(type)) return undefined;
  return { id, type, productId: subject, sequence: Number(sequence), time, details: detailsIn(data) };
};

const parse = (message: string): Envelope | undefined => {
  try {
    return JSON.parse(message) as Envelope;
  } catch {
    return undefined;
  }
};
