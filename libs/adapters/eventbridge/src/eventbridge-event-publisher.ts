import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { batched } from '@product-service/batching';
import {
  EventRejectedError,
  toEnvelope,
  type Event,
  type EventPublisher,
  type EventType,
} from '@product-service/events';

/** PutEvents takes 10 entries and 1 MiB a call. */
const LIMITS = { maxEntries: 10, maxBytes: 1024 * 1024 };

/** What an entry's `Time` counts for. */
const TIME_BYTES = 14;

const THE_EVENTS_FAULT = /^(MalformedDetail|InvalidArgument)/;

export interface EventBridgePublisherOptions {
  /** Name or ARN. */
  readonly bus: string;
  /** `Source` of the entries and of the envelopes in them. */
  readonly source: string;
  readonly client?: EventBridgeClient;
}

/** Puts events on a bus, up to 10 a call, each with an outcome of its own. */
export const eventBridgeEventPublisher = <T extends EventType>({
  bus,
  source,
  client = new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500 },
  }),
}: EventBridgePublisherOptions): EventPublisher<T> => {
  const send = batched<PutEventsRequestEntry>(LIMITS, async (entries) => {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
    return entries.map((_, index) => errorOf(Entries[index]));
  });

  return {
    async publish(event: Event<T>) {
      const entry = {
        EventBusName: bus,
        Source: source,
        DetailType: event.type,
        Time: new Date(event.time),
        Detail: JSON.stringify(toEnvelope(event, source)),
      };
      await send({ entry, bytes: sizeOf(entry) });
    },
  };
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const sizeOf = (entry: { Source: string; DetailType: string; Detail: string }): number =>
  TIME_BYTES + Buffer.byteLength(entry.Source + entry.DetailType + entry.Detail);

const errorOf = (result: PutEventsResultEntry | undefined): Error | undefined => {
  if (result?.EventId) return undefined;
  const { ErrorCode = 'nothing', ErrorMessage = '' } = result ?? {};
  const reason = `EventBridge answered ${ErrorCode}: ${ErrorMessage}`;
  return THE_EVENTS_FAULT.test(ErrorCode) ? new EventRejectedError(reason) : new Error(reason);
};
