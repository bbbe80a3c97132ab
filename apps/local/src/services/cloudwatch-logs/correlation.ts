import { isObject } from '../../core/json.js';

/** Where a log line was written. Ids of trace and span are in W3C format: 32 and 16 hexadecimal digits. */
export interface Correlation {
  /** Of the run of the function. */
  readonly requestId?: string;
  readonly traceId?: string;
  readonly spanId?: string;
}

/** What the tracer writes if the trace has an id of 128 bits. Its span ids, and other trace ids, are decimal. */
const TRACE_ID = /^[0-9a-f]{32}$/;
const DECIMAL = /^\d{1,20}$/;

/**
 * What a structured log line says about its run, trace and span.
 * @see https://docs.datadoghq.com/tracing/other_telemetry/connect_logs_and_traces/nodejs
 */
export const correlationOf = ({
  awsRequestId,
  function_request_id,
  dd,
}: Record<string, unknown>): Correlation => {
  // Of our logger, and of Powertools' Logger with the context of Lambda.
  const requestId = awsRequestId ?? function_request_id;
  const { trace_id, span_id } = isObject(dd) ? dd : {};
  const traceId = TRACE_ID.test(String(trace_id)) ? String(trace_id) : hexadecimal(trace_id, 32);
  const spanId = hexadecimal(span_id, 16);
  return {
    ...(typeof requestId === 'string' && { requestId }),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
  };
};

const hexadecimal = (id: unknown, digits: number): string | undefined =>
  typeof id === 'string' && DECIMAL.test(id) ? BigInt(id).toString(16).padStart(digits, '0') : undefined;
