/** Marks a list that was truncated at the maximum of one response. */
export const TRUNCATED_HEADER = 'X-Result-Truncated';

/**
 * On every response: of our functions, and of API Gateway's own errors. The allowed request headers are the
 * API's own and those of browser tracing (W3C and Datadog RUM). This file imports nothing, so that the deployment can
 * import it.
 */
export const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  // `*` does not cover Authorization.
  'Access-Control-Allow-Headers': [
    'Authorization',
    'Content-Type',
    'If-Match',
    'If-None-Match',
    'Idempotency-Key',
    'traceparent',
    'tracestate',
    'baggage',
    'x-datadog-trace-id',
    'x-datadog-parent-id',
    'x-datadog-origin',
    'x-datadog-sampling-priority',
  ].join(','),
  'Access-Control-Allow-Methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
  'Access-Control-Expose-Headers': ['Retry-After', 'Location', 'ETag', 'Link', TRUNCATED_HEADER].join(','),
} as const;

const { 'Access-Control-Expose-Headers': _, ...REQUEST_HEADERS } = CORS_HEADERS;

/**
 * On `OPTIONS`, which API Gateway answers itself: what a request may have. Browsers cache it for two hours, the longest that
 * they allow.
 */
export const PREFLIGHT_HEADERS = { ...REQUEST_HEADERS, 'Access-Control-Max-Age': '7200' } as const;
