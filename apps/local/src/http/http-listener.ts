import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../console/activity.js';
import { listen, type Reject } from './http-server.js';
import type { Lifecycle } from '../process/lifecycle.js';
import { describe } from '../process/stray-errors.js';

/** Answers a request. What it throws, or rejects with, becomes an answer of the status 500. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A port that is ours already, while what is behind it is still being built. */
export interface Door {
  readonly address: string;
  /** `reject` answers what HTTP itself refuses; by default without a body. */
  open(handler: RequestHandler, reject?: Reject): void;
}

/** Takes a port, which answers "not yet" until it is opened. @throws UserError if it is taken. */
export const takeDoor = async (port: number, variable: string, life: Lifecycle, log: Log): Promise<Door> => {
  let behind: RequestHandler = (_request, response) => {
    answer(response, 503, 'The local cloud is still starting.', { 'retry-after': '1' });
  };
  let rejectBehind: Reject = () => ({ status: 400, headers: [], body: Buffer.alloc(0) });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await behind(request, response);
    } catch (error) {
      log({
        event: 'warning',
        message: `${request.method} ${request.url} could not be answered: ${describe(error)}`,
      });
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'The local cloud could not answer this. Its log says why.');
    }
  };
  const server = await listen(
    port,
    variable,
    (request, response) => void handle(request, response),
    (rejection) => rejectBehind(rejection),
  );
  life.onStop(server.close);
  return {
    address: `http://localhost:${server.port}`,
    open(handler, reject = rejectBehind) {
      behind = handler;
      rejectBehind = reject;
    },
  };
};

const answer = (
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ message }));
};
