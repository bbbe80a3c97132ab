import type { Headers } from '@product-service/events';

/** Where Datadog's tracers put their context into an envelope. */
export const CONTEXT_KEY = '_datadog';

const PATHWAY_KEY = 'dd-pathway-ctx-base64';
/** The second is a constant's name in place of its value: the pricing service writes it so. */
const PATHWAY_KEYS = [PATHWAY_KEY, 'DSM_PROPAGATION_KEY_BASE_64'];
/** Together they name a span. */
const TRACE_KEYS = ['traceparent', 'x-datadog-trace-id', 'x-datadog-parent-id', 'x-datadog-tags'];

/**
 * The trace and data-stream context of an envelope, wherever its producer's tracers put it: at the top level, or in one or
 * more objects `_datadog` (see `parseEnvelope`), which may be JSON text. What names a span is taken from one place only,
 * so that it never is half of one and half of another.
 */
export const readHeaders = (envelope: Readonly<Record<string, unknown>>): Headers => {
  const top = pick(textsOf(envelope), [...TRACE_KEYS, ...PATHWAY_KEYS]);
  const nested = Object.keys(envelope)
    .filter((key) => key === CONTEXT_KEY || key.startsWith(`${CONTEXT_KEY} `))
    .map((key) => textsOf(envelope[key]));
  // A tracer appends its own: the last one knows best.
  const latestFirst = nested.toReversed();

  const traces = [pick(top, ['traceparent']), ...latestFirst, top].map((texts) => pick(texts, TRACE_KEYS));
  const trace = traces.find(namesSpan) ?? traces.find((texts) => Object.keys(texts).length > 0);
  const pathway = [...latestFirst, top]
    .flatMap((texts) => PATHWAY_KEYS.map((key) => texts[key]))
    .find((text) => text !== undefined);

  const others = Object.entries(Object.assign({}, ...nested) as Headers).filter(
    ([key]) => !TRACE_KEYS.includes(key) && !PATHWAY_KEYS.includes(key),
  );
  return { ...Object.fromEntries(others), ...(pathway && { [PATHWAY_KEY]: pathway }), ...trace };
};

const namesSpan = ({ traceparent = '', ...texts }: Headers): boolean =>
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
