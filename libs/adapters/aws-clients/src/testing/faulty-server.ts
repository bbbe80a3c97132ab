import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What the server does instead of responding properly. */
export const FAULTS = {
  'stays silent': () => {},
  'resets the connection': (socket) => socket.resetAndDestroy(),
  'stops within its response': (socket) => socket.write(HEAD),
  'sends its response byte by byte': (socket) => {
    socket.write(HEAD);
    const drip = setInterval(() => socket.write(' '), 20);
    socket.once('close', () => clearInterval(drip));
  },
  'sends Retry-After of an hour': (socket) =>
    socket.end(
      'HTTP/1.1 503 Slow Down\r\nretry-after: 3600\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    ),
} satisfies Record<string, (socket: Socket) => void>;

export type Fault = keyof typeof FAULTS;

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n ';

export interface FaultyServer {
  /** Its URL, e.g. for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Number of requests received. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** A local server that accepts every connection and fails every request with `fault`. */
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
