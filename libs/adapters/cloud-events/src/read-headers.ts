import { PATHWAY_ATTRIBUTE, PATHWAY_HEADER, type Headers } from '@product-service/events';

/** The envelope field in which Datadog's tracers put their context. */
export const CONTEXT_KEY = '_datadog';

/** The pricing service mistakenly sends the last: the name of a constant instead of its value. */
const PATHWAY_KEYS = [PATHWAY_HEADER, PATHWAY_ATTRIBUTE, 'DSM_PROPAGATION_KEY_BASE_64'];
/** These identify a span together. */
const TRACE_KEYS = [
  'traceparent',
  'tracestate',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'x-datadog-tags',
];

/**
 * Reads the trace and data-stream context of an envelope from all places where tracers put it: the top level, or one or more
 * `_datadog` objects (see `parseEnvelope`), which may be JSON text. The span context is taken from one place only, so that
 * two spans are never mixed.
 */
export const readHeaders = (envelope: Readonly<Record<string, unknown>>): Headers => {
  const top = pick(textsOf(envelope), [...TRACE_KEYS, ...PATHWAY_KEYS]);
  const nested = Object.keys(envelope)
    .filter((key) => key === CONTEXT_KEY || key.startsWith(`${CONTEXT_KEY} `))
    .map((key) => textsOf(envelope[key]));
  // Tracers append their context, so the last one is the newest.
  const latestFirst = nested.toReversed();

  const traces = [pick(top, ['traceparent', 'tracestate']), ...latestFirst, top].map((texts) =>
    pick(texts, TRACE_KEYS),
  );
  const trace = traces.find(hasSpan) ?? traces.find((texts) => Object.keys(texts).length > 0);
  const pathway = [...latestFirst, top]
    .flatMap((texts) => PATHWAY_KEYS.map((key) => texts[key]))
    .find((text) => text !== undefined);

  const others = Object.entries(Object.assign({}, ...nested) as Headers).filter(
    ([key]) => !TRACE_KEYS.includes(key) && !PATHWAY_KEYS.includes(key),
  );
  return { ...Object.fromEntries(others), ...(pathway && { [PATHWAY_HEADER]: pathway }), ...trace };
};

const hasSpan = ({ traceparent = '', ...texts }: Headers): boolean =>
  /^\s*[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-/.test(traceparent) ||
  (/^\d+$/.test(texts['x-datadog-trace-id'] ?? '') && /^\d+$/.test(texts['x-datadog-parent-id'] ?? ''));

const pick = (texts: Headers, keys: readonly string[]): Headers =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => keys.includes(key)));

const textsOf = (carrier: unknown): Headers => {
  const value = typeof carrier === 'string' ? parsed(carrier) : carrier;
  if (typeof value !== 'object' || value === null) return {};
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(texts);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
