import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An emulator of SNS and SQS, whose SNS refuses some messages because of their content. */
export interface RefusingEmulator {
  readonly endpoint: string;
  /** Messages that contain this text are refused. Undefined: none. */
  refused: string | undefined;
  stop(): Promise<void>;
}

/** As SNS answers to a message that it can never accept. */
const REFUSAL =
  '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code>' +
  '<Message>Invalid parameter: Message too long</Message></Error></ErrorResponse>';

/** Starts fauxqs behind an HTTP proxy. */
export const startRefusingEmulator = async (region: string): Promise<RefusingEmulator> => {
  const { buildApp } = await import('fauxqs');
  const emulator = buildApp({ logger: false, defaultRegion: region });
  const address = await emulator.listen({ host: '127.0.0.1', port: 0 });
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      // Other bodies are not percent-encoded.
      const isPublish = body.includes('Action=PublishBatch');
      const form = isPublish ? decodeURIComponent(body.replaceAll('+', ' ')) : '';
      if (refusing.refused && form.includes(refusing.refused)) {
        response.writeHead(400, { 'content-type': 'text/xml' }).end(REFUSAL);
        return;
      }
      const { method, headers } = incoming;
      request(`${address}${incoming.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      })
        .on('error', () => response.destroy())
        .end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const refusing: RefusingEmulator = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await emulator.close();
    },
  };
  return refusing;
};
