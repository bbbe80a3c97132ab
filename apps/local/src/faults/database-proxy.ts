import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { messageSplitter, type ProtocolMessage } from './protocol-messages.js';
import { faultySession, type Passage, type TakeFault } from './statement-faults.js';

/** A TCP proxy in front of the database, in which statements can fail at any point. */
export interface DatabaseProxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** @param kill ends the processes of a function */
export const startDatabaseProxy = async (
  database: { readonly host: string; readonly port: number },
  take: TakeFault,
  kill: (caller: string) => void,
): Promise<DatabaseProxy> => {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(database.port, database.host);
    const cut = (): void => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', cut).on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    const session = faultySession(take, kill);
    pass(client, upstream, messageSplitter(true), session.fromClient, cut);
    pass(upstream, client, messageSplitter(false), session.fromServer, cut);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
};

/** Sends messages on in their order, however long one of them is delayed. */
const pass = (
  from: Socket,
  to: Socket,
  split: (chunk: Buffer) => ProtocolMessage[],
  judge: (message: ProtocolMessage) => Promise<Passage>,
  cut: () => void,
): void => {
  let turn = Promise.resolve();
  let isSwallowing = false;
  const handle = async (chunk: Buffer): Promise<void> => {
    const passed: Buffer[] = [];
    for (const message of split(chunk)) {
      if (isSwallowing) return;
      const { bytes, then } = await judge(message);
      passed.push(bytes);
      isSwallowing = then !== undefined;
      if (then === 'cut') {
        to.end(Buffer.concat(passed));
        return cut();
      }
    }
    if (!to.destroyed) to.write(Buffer.concat(passed));
  };
  from.on('data', (chunk: Buffer) => (turn = turn.then(() => handle(chunk))));
};
