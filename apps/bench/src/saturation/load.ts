import autocannon from 'autocannon';
import { type LoadRequest, requestOf } from './mix.js';

/** Where the load goes. */
export interface LoadTarget {
  readonly url: string;
  /** Of an administrator. */
  readonly token: string;
  /** The number of the next request. It grows over all runs, so that each created product is new. */
  nextRequest: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Of every request after the warm-up, in ms. */
  readonly latencies: readonly number[];
  /** Number of answers by status after the warm-up; `none` for requests without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Successful writes, with those of the warm-up. */
  readonly writes: number;
}

export interface LoadOptions {
  readonly clients: number;
  /** Not measured. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** A request fails if it has no answer after this time. */
const TIMEOUT_SECONDS = 30;

/** What a connection has sent last. autocannon keeps one context for each connection. */
interface Context {
  sent?: LoadRequest;
  at?: number;
}

/** Each client sends its next request as soon as it has the answer to the last one. */
export const runLoad = async (target: LoadTarget, options: LoadOptions): Promise<LoadResult> => {
  const { clients, warmUpSeconds, seconds } = options;
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let writes = 0;
  const measuredFrom = performance.now() + warmUpSeconds * 1000;
  const measuredUntil = measuredFrom + seconds * 1000;

  const received = (status: number, { sent, at = 0 }: Context): void => {
    const now = performance.now();
    if (sent !== undefined && sent.method !== 'GET' && status < 300) writes += 1;
    if (now < measuredFrom || now > measuredUntil) return;
    statuses[status] = (statuses[status] ?? 0) + 1;
    latencies.push(now - at);
  };
  const { errors } = await autocannon({
    url: target.url,
    connections: clients,
    duration: warmUpSeconds + seconds,
    timeout: TIMEOUT_SECONDS,
    requests: [
      {
        setupRequest: (request, context: Context) => {
          const sent = requestOf((target.nextRequest += 1));
          Object.assign(context, { sent, at: performance.now() });
          // A new object each time: autocannon adds the length of the body to it.
          const headers = { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' };
          return { ...request, ...sent, headers };
        },
        onResponse: (status, _body, context: Context) => received(status, context),
      },
    ],
  });
  return {
    requestsPerSecond: latencies.length / seconds,
    latencies,
    statuses: { ...statuses, ...(errors > 0 && { none: errors }) },
    writes,
  };
};
