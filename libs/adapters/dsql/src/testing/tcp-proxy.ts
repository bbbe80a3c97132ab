import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What to do with a chunk of data: forward it, close the connection, or drop it silently. */
export type Verdict = 'pass' | 'cut' | 'swallow';

/** Decides about every chunk before it is forwarded. */
export interface Interceptor {
  fromClient?(text: string): Verdict | Promise<Verdict>;
  fromServer?(text: string): Verdict | Promise<Verdict>;
}

/** A TCP proxy to the server at `port`. `intercept` injects failures at any point. */
export const startTcpProxy = async (port: number) => {
  let interceptor: Interceptor = {};
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const both = [client, upstream];
    const cut = (): void => both.forEach((socket) => socket.destroy());
    for (const socket of both) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', cut).on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    pipe(client, upstream, async (text) => (await interceptor.fromClient?.(text)) ?? 'pass', cut);
    pipe(upstream, client, async (text) => (await interceptor.fromServer?.(text)) ?? 'pass', cut);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    /** Applies from now on; without an argument, everything is forwarded. */
    intercept(next: Interceptor = {}): void {
      interceptor = next;
    },
    async stop(): Promise<void> {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
};

const pipe = (from: Socket, to: Socket, judge: (text: string) => Promise<Verdict>, cut: () => void): void => {
  // Chunks stay in order, however long a verdict takes.
  let turn = Promise.resolve();
  from.on('data', (data) => {
    turn = turn.then(async () => {
      const verdict = await judge(data.toString('latin1'));
      if (verdict === 'pass') to.write(data);
      if (verdict === 'cut') cut();
    });
  });
};
