/** Trace context and pathway that the tracer of another service writes into its events. */
export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
export const SPAN_ID = 'b7ad6b7169203331';
export const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;
export const PATHWAY_KEY = 'dd-pathway-ctx-base64';
export const PATHWAY = 'galj77uSnibYt5KvwGjYt5KvwGg=';
/** The pathway's hash, as our tracer sends it for the parent of a checkpoint. */
export const PATHWAY_HASH = String(Buffer.from(PATHWAY, 'base64').readBigUInt64LE());

/** The fields of an envelope that carry them. */
export const CONTEXT = {
  traceparent: TRACEPARENT,
  _datadog: { traceparent: TRACEPARENT, [PATHWAY_KEY]: PATHWAY },
};
