import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCheckpoints, type Checkpoint, type TrackedChange } from './read-checkpoints.js';
import { readSpans, type ReceivedSpan } from './read-spans.js';

/** What has come in, told as soon as it is decoded. */
export type Received =
  | { readonly kind: 'spans'; readonly spans: readonly ReceivedSpan[] }
  | {
      readonly kind: 'checkpoints';
      readonly checkpoints: readonly Checkpoint[];
      readonly changes: readonly TrackedChange[];
    };

export interface TraceAgent {
  /** For `DD_TRACE_AGENT_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Plays Datadog's agent on this machine: takes what tracers send, decodes it, and hands it on instead of sending it
 * anywhere. It answers once `onReceived` is done. For tests, and for those who want to look at traces without an account.
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
        // Of what an agent can do beyond this, tracers ask first, and do without.
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
