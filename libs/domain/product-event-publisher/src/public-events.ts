import type {
  AnyEvent,
  AnyPublicEventType,
  ChangeEventType,
  ClassifiedError,
  DeriveEventId,
  Event,
  ProductEventType,
  PublicEventType,
  PublicEventVersion,
} from '@product-service/events';

/** The private event lacks the product's version, which its public event contains. */
export class MissingSequenceError extends Error implements ClassifiedError {
  override readonly name = 'MissingSequenceError';
  readonly failureKind = 'permanent';
}

/**
/**
 * The versions in which an event is published: a change in those that are switched on, an announcement always in its only one.
 */
export const publicVersionsOf = (
  { type }: Pick<Event, 'type'>,
  switchedOn: readonly PublicEventVersion[],
): readonly PublicEventVersion[] => (type === 'product.productAnnounced' ? ['v1'] : switchedOn);

/**
 * Makes the public event of a private one. Time and subject are copied, and the sequence if it is a version. A repeat of the private
 * event gives the same public id. An announcement has one version, whichever is asked for.
 * @throws MissingSequenceError version 2 and announcements contain the product's version
 */
export const toPublicEvent =
  ({ deriveId }: { deriveId: DeriveEventId }) =>
  (event: AnyEvent<ProductEventType>, version: PublicEventVersion = 'v1'): Event<AnyPublicEventType> => {
    const { type, data } =
      event.type === 'product.productAnnounced' ? announced(event) : PUBLIC_CHANGE[version](event);
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

type Public<T extends AnyPublicEventType> = { [K in T]: Pick<Event<K>, 'type' | 'data'> }[T];
type Change = AnyEvent<ChangeEventType>;

/** Only the id: the private data may change, and consumers read the rest from the API. */
const thin = ({ type, data: { productId } }: Change): Public<PublicEventType<'v1'>> => ({
  type: `${type}.v1`,
  data: { productId },
});

/** The product after the change. Each field is named, so that a new private one does not become public unnoticed. */
const complete = (event: Change): Public<PublicEventType<'v2'>> => {
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

const PUBLIC_CHANGE = { v1: thin, v2: complete } satisfies {
  [V in PublicEventVersion]: (event: Change) => Public<PublicEventType<V>>;
};

/** The product as it is. Each field is named here, too. */
const announced = (event: Event<'product.productAnnounced'>): Public<'product.productAnnounced.v1'> => {
  const { productId, name, price, stockLevel, pricingBrackets } = event.data;
  const version = versionOf(event);
  return { type: `${event.type}.v1`, data: { productId, name, price, stockLevel, pricingBrackets, version } };
};

/** Also exact as a JSON number. */
const isVersion = (sequence: string | undefined): sequence is string =>
  sequence !== undefined && /^[1-9]\d{0,14}$/.test(sequence);

const versionOf = ({ type, sequence }: Pick<Event, 'type' | 'sequence'>): number => {
  if (isVersion(sequence)) return Number(sequence);
  throw new MissingSequenceError(
    `This ${type} has no version of the product in its sequence: publish it with one${
      type === 'product.productAnnounced' ? '' : ', or switch off version 2 of the public events'
    }.`,
  );
};
