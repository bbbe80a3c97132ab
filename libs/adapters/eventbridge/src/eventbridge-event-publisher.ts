import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { batched } from '@product-service/batching';
import {
  EventNotAcceptedError,
  EventRejectedError,
  toEnvelope,
  type Event,
  type EventPublisher,
  type EventType,
} from '@product-service/events';

/** PutEvents accepts 10 entries and 1 MiB per call. */
const LIMITS = { maxEntries: 10, maxBytes: 1024 * 1024 };

/** The size that AWS counts for an entry's `Time`. */
const TIME_BYTES = 14;

/** The only error code that always means the event itself. `InvalidArgument` may also mean the bus. */
const MALFORMED_EVENT = 'MalformedDetail';

export interface EventBridgePublisherOptions {
  /** Name or ARN. */
  readonly bus: string;
  /** `Source` of the entries and of the envelopes in them. */
  readonly source: string;
  readonly client?: EventBridgeClient;
}

/** Publishes events to a bus, up to 10 per call. Each event has its own outcome. */
export const eventBridgeEventPublisher = <T extends EventType>({
  bus,
  source,
  client = awsClient(EventBridgeClient, CALL_TIME.publish),
}: EventBridgePublisherOptions): EventPublisher<T> => {
  const send = batched<PutEventsRequestEntry>(LIMITS, async (entries) => {
    const results = await putEvents(client, entries);
    return results.map(errorOf);
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

/** Returns the result of each entry, in order: results have no ids to match. */
const putEvents = async (
  client: EventBridgeClient,
  entries: readonly PutEventsRequestEntry[],
): Promise<PutEventsResultEntry[]> => {
  try {
    const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
    if (results.length === entries.length) return results;
    throw new Error(`${results.length} results for ${entries.length} entries`);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    throw new EventNotAcceptedError(`EventBridge answered ${name}: ${message}`, { cause: error });
  }
};

const errorOf = ({
  EventId,
  ErrorCode = 'nothing',
  ErrorMessage = '',
}: PutEventsResultEntry): Error | undefined => {
  if (EventId) return undefined;
  const NotPublished = ErrorCode === MALFORMED_EVENT ? EventRejectedError : EventNotAcceptedError;
  return new NotPublished(`EventBridge answered ${ErrorCode}: ${ErrorMessage}`);
};
