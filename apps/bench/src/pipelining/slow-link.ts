import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Bench } from '../core/benchmark.js';

export interface SlowLink {
  readonly port: number;
  /** The time of a round trip from now on, in milliseconds. */
  setRoundTrip(ms: number): void;
}

/** A link to a server of this machine that delays everything by half a round trip in each direction. */
export const openSlowLink = async (port: number, { onEnd }: Pick<Bench, 'onEnd'>): Promise<SlowLink> => {
  let delayMs = 0;
  const forward = (from: Socket, to: Socket): void => {
    // Timers of the same duration fire in the order of their start.
    from.on('data', (data) => void setTimeout(() => to.write(data), delayMs));
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
  };
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1').setNoDelay(true);
    forward(client.setNoDelay(true), upstream);
    forward(upstream, client);
  }).listen(0, '127.0.0.1');
  onEnd(() => void server.close());
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    setRoundTrip: (ms) => {
      delayMs = ms / 2;
    },
  };
};
