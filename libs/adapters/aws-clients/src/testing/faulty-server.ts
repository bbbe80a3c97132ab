import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a server does with a request instead of answering it. */
export const FAULTS = {
  'stays silent': () => {},
  'resets the connection': (socket) => socket.resetAndDestroy(),
  'stops within its answer': (socket) => socket.write(HEAD),
  'sends its answer byte by byte': (socket) => {
    socket.write(HEAD);
    const drip = setInterval(() => socket.write(' '), 20);
    socket.once('close', () => clearInterval(drip));
  },
  'asks to come again in an hour': (socket) =>
    socket.end(
      'HTTP/1.1 503 Slow Down\r\nretry-after: 3600\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    ),
} satisfies Record<string, (socket: Socket) => void>;

export type Fault = keyof typeof FAULTS;

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n ';

export interface FaultyServer {
  /** Its address, e.g. for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** How many requests have come. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** A server on this machine that accepts every connection and never answers as it should. */
export const startFaultyServer = async (fault: Fault): Promise<FaultyServer> => {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => {
      requests += 1;
      FAULTS[fault](socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
