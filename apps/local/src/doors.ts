import type { RequestListener } from 'node:http';
import { listen } from './http-server.js';
import type { Lifecycle } from './lifecycle.js';

/** A port that is ours already, while what is behind it is still being built. */
export interface Door {
  readonly address: string;
  open(listener: RequestListener): void;
}

/** Takes a port, which answers "not yet" until it is opened. @throws UserError if it is taken. */
export const takeDoor = async (port: number, variable: string, life: Lifecycle): Promise<Door> => {
  let behind: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end('{"message":"The local cloud is still starting."}');
  };
  const server = await listen(port, variable, (request, response) => behind(request, response));
  life.onStop(server.close);
  return {
    address: `http://localhost:${server.port}`,
    open: (listener) => void (behind = listener),
  };
};
