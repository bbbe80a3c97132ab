import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../core/activity.js';
import { listen, type Reject } from './http-server.js';
import type { Lifecycle } from '../process/lifecycle.js';
import { describe } from '../process/stray-errors.js';

/** Answers a request. An error becomes an answer with the status 500. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** An open port. Its handler can be set later. */
export interface HttpListener {
  readonly address: string;
  /** `reject` answers requests that the HTTP server refuses. Default: without a body. */
  serve(handler: RequestHandler, reject?: Reject): void;
}

/**
 * Opens a port. Until `serve` is called, requests are answered with 503.
 * @param variable name of the port's setting, for the error message.
 * @throws UserError if the port is in use.
 */
export const openHttpListener = async (
  port: number,
  variable: string,
  life: Lifecycle,
  log: Log,
): Promise<HttpListener> => {
  let current: RequestHandler = (_request, response) => {
    answer(response, 503, 'The local cloud is still starting.', { 'retry-after': '1' });
  };
  let currentReject: Reject = () => ({ status: 400, headers: [], body: Buffer.alloc(0) });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await current(request, response);
    } catch (error) {
      log({
        event: 'warning',
        message: `${request.method} ${request.url} could not be answered: ${describe(error)}`,
      });
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'The local cloud could not answer this request. Its log shows the reason.');
    }
  };
  const server = await listen(
    port,
    variable,
    (request, response) => void handle(request, response),
    (rejection) => currentReject(rejection),
  );
  life.onStop(server.close);
  return {
    address: `http://localhost:${server.port}`,
    serve(handler, reject = currentReject) {
      current = handler;
      currentReject = reject;
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
