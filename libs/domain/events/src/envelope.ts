import {
  PUBLIC_EVENTS_BY_VERSION,
  type EventCatalogue,
  type EventType,
  type PublicEventType,
} from './catalogue.js';
import type { Event, Headers } from './event.js';
import { dataSchemaUri, EVENT_VERSIONS } from './event-versions.js';

/** The header in which Datadog's tracers keep the context of Data Streams Monitoring. */
export const PATHWAY_HEADER = 'dd-pathway-ctx-base64';
/** The same as an attribute of a {@link PortableEnvelope}: names of attributes are lower-case letters and digits. */
export const PATHWAY_ATTRIBUTE = 'ddpathwayctx';

/** What all envelopes have: CloudEvents 1.0 JSON, with the extensions for sequence and distributed tracing. */
interface EnvelopeAttributes<T extends EventType> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: T;
  /** `{env}.products` for our events. Other teams' producers vary, so it is never checked. */
  readonly source: string;
  readonly time: string;
  readonly subject?: string;
  readonly sequence?: string;
  /** `$id` of the JSON Schema of `data`. Our events always have it. */
  readonly dataschema?: string;
  /** Major and minor version of `data`, e.g. `1.0`. Our events always have it. */
  readonly dataversion?: string;
  /** W3C trace context of the sending span. */
  readonly traceparent?: string;
  readonly data: EventCatalogue[T];
}

/** With Datadog's context in `_datadog`, which is no legal name of an attribute: CloudEvents SDKs refuse it in strict mode. */
interface DatadogEnvelope<T extends EventType> extends EnvelopeAttributes<T> {
  readonly _datadog: Headers;
}

/** With legal names only, so that every CloudEvents SDK accepts it. Public events of version 2 and later. */
interface PortableEnvelope<T extends EventType> extends EnvelopeAttributes<T> {
  readonly tracestate?: string;
  readonly [PATHWAY_ATTRIBUTE]?: string;
}

/**
 * An event on the wire; a union discriminated by `type`.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export type Envelope<T extends EventType = EventType> = {
  [K in T]: K extends PublicEventType<'v2'> ? PortableEnvelope<K> : DatadogEnvelope<K>;
}[T];

/** Makes the envelope of an event. `source` is `{env}.products` for ours. */
export const toEnvelope = <T extends EventType>(event: Event<T>, source: string): Envelope<T> => {
  const { type, subject, sequence, headers } = event;
  const { traceparent, tracestate: _tracestate, ...others } = headers;
  const trace = traceparent === undefined ? {} : { traceparent };
  const envelope: EnvelopeAttributes<T> = {
    specversion: '1.0',
    id: event.id,
    type,
    source,
    time: event.time,
    ...(subject !== undefined && { subject }),
    ...(sequence !== undefined && { sequence }),
    dataschema: dataSchemaUri(type),
    dataversion: EVENT_VERSIONS[type],
    ...trace,
    ...(isPortable(type) ? portableContext(headers) : { _datadog: { ...others, ...trace } }),
    data: event.data,
  };
  // The compiler cannot follow the condition on `type`.
  return envelope as Envelope<T>;
};

const PORTABLE: readonly EventType[] = PUBLIC_EVENTS_BY_VERSION.v2;
const isPortable = (type: EventType): boolean => PORTABLE.includes(type);

const portableContext = ({ tracestate, [PATHWAY_HEADER]: pathway }: Headers) => ({
  ...(tracestate !== undefined && { tracestate }),
  ...(pathway !== undefined && { [PATHWAY_ATTRIBUTE]: pathway }),
});
