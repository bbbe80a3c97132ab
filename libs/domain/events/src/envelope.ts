import type { EventCatalogue, EventType } from './catalogue.js';
import type { Event } from './event.js';

/**
 * An event on the wire: CloudEvents 1.0 JSON with the `sequence` and distributed-tracing extensions, and
 * Datadog's context in `_datadog`.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export interface Envelope<T extends EventType = EventType> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: T;
  /** `{env}.products` for our events. Other teams' producers vary, so it is never checked. */
  readonly source: string;
  readonly time: string;
  readonly subject?: string;
  readonly sequence?: string;
  /** W3C trace context of the sending span. */
  readonly traceparent?: string;
  readonly _datadog: Readonly<Record<string, string>>;
  readonly data: EventCatalogue[T];
}

export const toEnvelope = <T extends EventType>(event: Event<T>, source: string): Envelope<T> => ({
  specversion: '1.0',
  id: event.id,
  type: event.type,
  source,
  time: event.time,
  ...(event.subject !== undefined && { subject: event.subject }),
  ...(event.sequence !== undefined && { sequence: event.sequence }),
  ...(event.headers['traceparent'] !== undefined && { traceparent: event.headers['traceparent'] }),
  _datadog: event.headers,
  data: event.data,
});
