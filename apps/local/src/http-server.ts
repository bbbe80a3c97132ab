import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { UserError } from './user-error.js';

/** An HTTP server that this machine alone can reach, as `localhost`. */
export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and, where there is one, on ::1, since `localhost` may mean either.
 * @param port 0 takes a free one.
 * @param variable names the setting in the error message.
 * @throws UserError if the port is taken.
 */
export const listen = async (
  port: number,
  variable: string,
  handler: RequestListener,
): Promise<HttpServer> => {
  const first = await listenOn('127.0.0.1', port, variable, handler);
  const address = first.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const second = await listenOn('::1', bound, variable, handler).catch((error: unknown) => {
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

/** Longer than the clients', so that none sends on a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

const listenOn = (host: string, port: number, variable: string, handler: RequestListener): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler);
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = PROBLEMS[error.code ?? ''];
      reject(problem ? new UserError(`Port ${port} ${problem}: set ${variable} to another one.`) : error);
    });
    server.listen(port, host);
  });

const PROBLEMS: Record<string, string> = {
  EADDRINUSE: 'is already taken',
  EACCES: 'is not one that this user may listen on',
};

const close = (server: Server | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The body of a request is larger than its reader takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** What is beyond the maximum is read and dropped, so that the client gets to see its answer. @throws BodyTooLargeError */
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
