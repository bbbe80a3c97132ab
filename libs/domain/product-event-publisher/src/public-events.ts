import type {
  AnyEvent,
  ClassifiedError,
  DeriveEventId,
  Event,
  ProductEventType,
  PublicEventType,
  PublicEventVersion,
} from '@product-service/events';

/** The private event lacks the product's version, so it has no public event of version 2. */
export class MissingSequenceError extends Error implements ClassifiedError {
  override readonly name = 'MissingSequenceError';
  readonly failureKind = 'permanent';
}

/**
 * Makes the public event of a private one. Time and subject are copied, and the sequence if it is a version. A repeat of the private event gives the same
 * public id.
 * @throws MissingSequenceError version 2 contains the product's version
 */
export const toPublicEvent =
  ({ deriveId }: { deriveId: DeriveEventId }) =>
  (event: AnyEvent<ProductEventType>, version: PublicEventVersion = 'v1'): Event<PublicEventType> => {
    const { type, data } = PUBLIC_EVENT[version](event);
    return {
      id: deriveId(event.id, type),
      type,
      time: event.time,
      subject: event.subject ?? event.data.productId,
      // Consumers compare it as a number: another text would stop them.
      sequence: isVersion(event.sequence) ? event.sequence : undefined,
      data,
      headers: {},
    };
  };

type Public<V extends PublicEventVersion> = {
  [T in PublicEventType<V>]: Pick<Event<T>, 'type' | 'data'>;
}[PublicEventType<V>];

/** Only the id: the private data may change, and consumers read the rest from the API. */
const thin = ({ type, data: { productId } }: AnyEvent<ProductEventType>): Public<'v1'> => ({
  type: `${type}.v1`,
  data: { productId },
});

/** The product after the change. Each field is named, so that a new private one does not become public unnoticed. */
const complete = (event: AnyEvent<ProductEventType>): Public<'v2'> => {
  const { productId } = event.data;
  const version = versionOf(event);
  switch (event.type) {
    case 'product.productCreated': {
      const { name, price } = event.data;
      return { type: `${event.type}.v2`, data: { productId, name, price, version } };
    }
    case 'product.productUpdated': {
      const { name, price } = event.data.new;
      return { type: `${event.type}.v2`, data: { productId, name, price, version } };
    }
    case 'product.productDeleted':
      return { type: `${event.type}.v2`, data: { productId, version } };
  }
};

const PUBLIC_EVENT = { v1: thin, v2: complete } satisfies {
  [V in PublicEventVersion]: (event: AnyEvent<ProductEventType>) => Public<V>;
};

/** Also exact as a JSON number. */
const isVersion = (sequence: string | undefined): sequence is string =>
  sequence !== undefined && /^[1-9]\d{0,14}$/.test(sequence);

const versionOf = ({ type, sequence }: AnyEvent<ProductEventType>): number => {
  if (isVersion(sequence)) return Number(sequence);
  throw new MissingSequenceError(
    `This ${type} has no version of the product in its sequence: publish it with one, or switch off version 2 of the public events.`,
  );
};
