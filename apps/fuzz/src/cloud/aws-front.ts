import { once } from 'node:events';
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BusEvent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** The AWS endpoint of the functions. */
export interface AwsFront {
  readonly endpoint: string;
  /** The events on the bus since the last call. */
  takeBusEvents(): BusEvent[];
  close(): void;
}

/** Answers SSM and EventBridge itself, and gives the calls of SNS and SQS to the emulator. */
export const startAwsFront = async (emulator: string, secret: string): Promise<AwsFront> => {
  let events: BusEvent[] = [];

  const own: Readonly<Record<string, (input: never) => object>> = {
    'AmazonSSM.GetParameter': ({ Name }: { Name: string }) => ({
      Parameter: { Name, Value: secret, Type: 'SecureString' },
    }),
    'AWSEvents.PutEvents': ({ Entries }: { Entries: BusEvent[] }) => {
      events.push(...Entries);
      return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: `event-${index}` })) };
    },
  };

  const server = createServer((request, response) => {
    void bytesOf(request).then((body) => {
      const answer = own[String(request.headers['x-amz-target'])];
      if (answer) {
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify(answer(JSON.parse(body.toString()) as never)));
        return;
      }
      const { method, url = '/', headers } = request;
      const forwarded = sendRequest(`${emulator}${url}`, { method, headers }, (received) => {
        response.writeHead(received.statusCode ?? 502, received.headers);
        received.pipe(response);
      });
      forwarded.on('error', () => response.writeHead(502).end());
      forwarded.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeBusEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};
