import type { RequestListener } from 'node:http';
import { listen, type Reject } from './http-server.js';
import type { Lifecycle } from './lifecycle.js';

/** A port that is ours already, while what is behind it is still being built. */
export interface Door {
  readonly address: string;
  /** `reject` answers what HTTP itself refuses; by default without a body. */
  open(listener: RequestListener, reject?: Reject): void;
}

/** Takes a port, which answers "not yet" until it is opened. @throws UserError if it is taken. */
export const takeDoor = async (port: number, variable: string, life: Lifecycle): Promise<Door> => {
  let behind: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end('{"message":"The local cloud is still starting."}');
  };
  let rejectBehind: Reject = () => ({ status: 400, headers: [], body: Buffer.alloc(0) });
  const server = await listen(
    port,
    variable,
    (request, response) => behind(request, response),
    (rejection) => rejectBehind(rejection),
  );
  life.onStop(server.close);
  return {
    address: `http://localhost:${server.port}`,
    open(listener, reject = rejectBehind) {
      behind = listener;
      rejectBehind = reject;
    },
  };
};
