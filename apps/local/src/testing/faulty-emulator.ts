import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What SQS does with a message instead of taking it: answers with this status, or breaks the connection. */
export type Fault = 'reset' | number;

export interface FaultyEmulator {
  readonly endpoint: string;
  /** Decides on each message that is sent; undefined lets it pass. */
  faultOf: (queue: string) => Fault | undefined;
  stop(): Promise<void>;
}

/** The emulator behind an HTTP server that plays the faults of a network and of SQS. */
export const startFaultyEmulator = async (region: string): Promise<FaultyEmulator> => {
  const { buildApp } = await import('fauxqs');
  const emulator = buildApp({ logger: false, defaultRegion: region });
  const address = await emulator.listen({ host: '127.0.0.1', port: 0 });
  const pass = (incoming: IncomingMessage, body: string, response: ServerResponse): void => {
    const { method, headers } = incoming;
    request(`${address}${incoming.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end(body);
  };
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      const sends = incoming.headers['x-amz-target'] === 'AmazonSQS.SendMessage';
      const { QueueUrl = '' } = sends ? (JSON.parse(body) as { QueueUrl?: string }) : {};
      const fault = sends ? faulty.faultOf(QueueUrl.split('/').at(-1) ?? '') : undefined;
      if (fault === undefined) pass(incoming, body, response);
      else if (fault === 'reset') incoming.socket.resetAndDestroy();
      else response.writeHead(fault).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const faulty: FaultyEmulator = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faultOf: () => undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await emulator.close();
    },
  };
  return faulty;
};
