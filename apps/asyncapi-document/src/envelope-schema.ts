import {
  dataSchemaUri,
  EVENT_VERSIONS,
  INCOMING_EVENTS,
  PATHWAY_ATTRIBUTE,
  PRODUCT_EVENTS,
  PUBLIC_EVENTS,
  PUBLIC_EVENTS_BY_VERSION,
  type EventType,
} from '@product-service/events';

const isOneOf = (types: readonly string[], type: EventType): boolean => types.includes(type);
const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});
const escaped = (name: string): string => name.replaceAll('.', String.raw`\.`);

const ATTRIBUTES = {
  specversion: { const: '1.0' },
  id: text('A repeated event has the same id.'),
  time: text('When it became true.', { format: 'date-time' }),
  subject: text('The product id.'),
  traceparent: text('W3C trace context of the sending span.'),
};
const SEQUENCE = {
  sequence: text("The product's version. It only increases; it has gaps.", { pattern: '^[1-9][0-9]*$' }),
};
const DATADOG_CONTEXT = {
  _datadog: {
    type: 'object',
    description: "Datadog's trace and pathway context.",
    additionalProperties: { type: 'string' },
  },
};
const PORTABLE_CONTEXT = {
  tracestate: text('W3C trace context of the sending span.'),
  [PATHWAY_ATTRIBUTE]: text("Datadog's pathway, of Data Streams Monitoring."),
};
/** CloudEvents allows only these names, so every SDK accepts the envelope. */
const LEGAL_NAMES = { propertyNames: { pattern: '^[a-z0-9]+$' } };

const sourceOf = (type: EventType): string => {
  const sender = (INCOMING_EVENTS as Partial<Record<EventType, string>>)[type];
  return sender
    ? `Any text. The \`Source\` of the event on the bus must be \`{env}.${sender}\`.`
    : '`{env}.products`, e.g. `dev.products`. The `Source` of the event on the bus is the same.';
};

/** The minor version may increase. */
const versionAttributes = (type: EventType) => {
  const [major = ''] = EVENT_VERSIONS[type].split('.');
  const uri = dataSchemaUri(type).slice(0, -EVENT_VERSIONS[type].length);
  return {
    dataschema: text('`$id` of the JSON Schema of `data`.', {
      format: 'uri',
      pattern: `^${escaped(uri)}${major}\\.[0-9]+$`,
    }),
    dataversion: text('Major and minor version of `data`.', { pattern: `^${major}\\.[0-9]+$` }),
  };
};

/** The JSON Schema of the envelope of an event. */
export const payloadSchema = (type: EventType) => {
  const isIncoming = isOneOf(Object.keys(INCOMING_EVENTS), type);
  const isPortable = isOneOf(PUBLIC_EVENTS_BY_VERSION.v2, type);
  const required = ['specversion', 'id', 'type', 'source', 'time'];
  if (!isIncoming) required.push('subject', 'dataschema', 'dataversion');
  const isVersioned = isOneOf([...PRODUCT_EVENTS, ...PUBLIC_EVENTS], type);
  if (isVersioned) required.push('sequence');
  return {
    type: 'object',
    required: [...required, 'data'],
    properties: {
      ...ATTRIBUTES,
      type: { const: type },
      source: text(sourceOf(type)),
      ...(isVersioned && SEQUENCE),
      ...(!isIncoming && versionAttributes(type)),
      ...(isPortable ? PORTABLE_CONTEXT : DATADOG_CONTEXT),
      data: { $ref: `#/components/schemas/${type}.data` },
    },
    ...(isPortable && LEGAL_NAMES),
  };
};
