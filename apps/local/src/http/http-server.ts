import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpResponse } from './http-response.js';
import { UserError } from '../core/user-error.js';

/** An HTTP server at `localhost`. Other machines cannot reach it. */
export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Why Node's HTTP server refuses a request before its listener sees it. */
export type Rejection = 'BAD_REQUEST' | 'REQUEST_TIMEOUT' | 'EXPECTATION_FAILED' | 'HEADERS_TOO_LARGE';

/** Answers requests that Node's HTTP server refuses. By default, Node answers them without a body. */
export type Reject = (rejection: Rejection) => HttpResponse;

/**
 * Listens on 127.0.0.1 and, if it exists, on ::1, because `localhost` can mean either.
 * @param port 0 selects a free one.
 * @param variable name of the port's setting, for the error message.
 * @throws UserError if the port is in use.
 */
export const listen = async (
  port: number,
  variable: string,
  handler: RequestListener,
  reject?: Reject,
): Promise<HttpServer> => {
  const first = await listenOn('127.0.0.1', port, variable, handler, reject);
  const address = first.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const second = await listenOn('::1', bound, variable, handler, reject).catch((error: unknown) => {
    if (!(error instanceof UserError)) return undefined;
    first.close();
    throw error;
  });
  return {
    port: bound,
    close: async () => {
      await Promise.all([first, second].map(close));
    },
  };
};

/** Longer than the clients' timeouts, so that no client sends on a connection that is about to close. */
const KEEP_ALIVE_MS = 75_000;

const listenOn = (
  host: string,
  port: number,
  variable: string,
  handler: RequestListener,
  answerRejected?: Reject,
): Promise<Server> =>
  new Promise((resolve, reject) => {
    // A request without a host reaches the handler too.
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requireHostHeader: false }, handler);
    if (answerRejected) answerRejections(server, answerRejected);
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = PROBLEMS[error.code ?? ''];
      reject(problem ? new UserError(`Port ${port} ${problem}: set ${variable} to another one.`) : error);
    });
    server.listen(port, host);
  });

const REJECTIONS: Readonly<Record<string, Rejection>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

const answerRejections = (server: Server, answer: Reject): void => {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) => {
    if (code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const rejection = Object.hasOwn(REJECTIONS, code) ? REJECTIONS[code] : undefined;
    const { status, headers, body } = answer(rejection ?? 'BAD_REQUEST');
    const lines = [...headers, ['content-length', body.length], ['connection', 'close']];
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`);
    socket.write(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.end(body);
  });
  server.on('checkExpectation', (request, response) => {
    const { status, headers, body } = answer('EXPECTATION_FAILED');
    request.resume();
    response.writeHead(status, [...headers, ['content-length', String(body.length)]].flat()).end(body);
  });
};

const PROBLEMS: Record<string, string> = {
  EADDRINUSE: 'is already in use',
  EACCES: 'is not allowed for this user',
};

const close = (server: Server | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The body of a request exceeds the maximum. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Bytes beyond the maximum are read and dropped, so that the client reads the answer. @throws BodyTooLargeError */
export const readBody = async (request: IncomingMessage, maximumBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maximumBytes) throw new BodyTooLargeError(`The body has more than ${maximumBytes} bytes.`);
  return Buffer.concat(chunks);
};
