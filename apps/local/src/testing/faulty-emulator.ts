import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What happens to a message that SQS does not accept: an answer with this status, or a broken connection. */
export type Fault = 'reset' | number;

/** An emulator of SQS that can fail. */
export interface FaultyEmulator {
  readonly endpoint: string;
  /** Called for each sent message. Undefined: the emulator accepts the message. */
  faultOf: (queue: string) => Fault | undefined;
  stop(): Promise<void>;
}

/** Starts fauxqs behind an HTTP proxy that can fail like a network or like SQS. */
export const startFaultyEmulator = async (region: string): Promise<FaultyEmulator> => {
  const { buildApp } = await import('fauxqs');
  const emulator = buildApp({ logger: false, defaultRegion: region });
  const address = await emulator.listen({ host: '127.0.0.1', port: 0 });
  const forward = (incoming: IncomingMessage, body: string, response: ServerResponse): void => {
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
      if (fault === undefined) forward(incoming, body, response);
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
