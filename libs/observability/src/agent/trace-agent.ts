import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCheckpoints, type Checkpoint, type PassedEdge, type TrackedChange } from './read-checkpoints.js';
import { readSpans, type ReceivedSpan } from './read-spans.js';

/** Decoded content of one request. */
export type Received =
  | { readonly kind: 'spans'; readonly spans: readonly ReceivedSpan[] }
  | {
      readonly kind: 'checkpoints';
      /** One for each message. */
      readonly checkpoints: readonly Checkpoint[];
      readonly edges: readonly PassedEdge[];
      readonly changes: readonly TrackedChange[];
    };

export interface TraceAgent {
  /** Value for `DD_TRACE_AGENT_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A local replacement of Datadog's agent: decodes what tracers send and passes it to `onReceived` instead of forwarding it.
 * Responds after `onReceived` has finished. For tests, and to look at traces without a Datadog account.
 */
export const startTraceAgent = async (
  onReceived: (received: Received) => void | Promise<void>,
): Promise<TraceAgent> => {
  const take = async (request: IncomingMessage): Promise<number> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    switch (request.url) {
      case '/v0.4/traces':
        await onReceived({ kind: 'spans', spans: readSpans(body) });
        return 200;
      case '/v0.1/pipeline_stats':
        await onReceived({ kind: 'checkpoints', ...readCheckpoints(body) });
        return 200;
      default:
        // Tracers check for optional endpoints, and work without them.
        return 404;
    }
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    take(request).then(
      (status) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
