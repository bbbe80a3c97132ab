/** Tells that a list is not whole: it ends at the maximum that one answer holds. */
export const TRUNCATED_HEADER = 'X-Result-Truncated';

/**
 * On every answer, whoever gives it: our functions, API Gateway's own errors, and `OPTIONS`. The allowed request
 * headers are the API's own and those that browser tracing adds (W3C and Datadog RUM). This file imports nothing,
 * so that the deployment can take it from here.
 */
export const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  // `*` would not cover Authorization.
  'Access-Control-Allow-Headers': [
    'Authorization',
    'Content-Type',
    'traceparent',
    'tracestate',
    'baggage',
    'x-datadog-trace-id',
    'x-datadog-parent-id',
    'x-datadog-origin',
    'x-datadog-sampling-priority',
  ].join(','),
  'Access-Control-Allow-Methods': 'GET,HEAD,POST,PUT,DELETE,OPTIONS',
  'Access-Control-Expose-Headers': ['Retry-After', 'Location', TRUNCATED_HEADER].join(','),
} as const;

/** On `OPTIONS`: for two hours, the longest that browsers take, they need not ask again. */
export const PREFLIGHT_HEADERS = { ...CORS_HEADERS, 'Access-Control-Max-Age': '7200' } as const;
