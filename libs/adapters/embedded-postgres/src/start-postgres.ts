import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { findPostgres } from './binaries.js';
import { failure, followLog } from './server-log.js';
import { makeRunnable, serverUser } from './server-user.js';
import { SUPERVISOR } from './supervisor.js';

/** A running PostgreSQL. */
export interface EmbeddedPostgres {
  /** `postgres://` address of the superuser's database. */
  readonly url: string;
  /** Ends open connections and the server, and removes all it wrote. */
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const READY = 'ready to accept connections';

/**
 * Starts an empty PostgreSQL for as long as this process lives, on a free port of 127.0.0.1, with Aurora DSQL's
 * encoding (UTF8), collation (C), time zone (UTC) and isolation (REPEATABLE READ). Its data lies below the
 * temporary directory, and is fast rather than safe. However this process ends, the server and its data go too.
 * @throws Error saying what to do, where no PostgreSQL can run
 */
export const startPostgres = async (): Promise<EmbeddedPostgres> => {
  const native = findPostgres();
  const user = serverUser();
  const supervisor = spawn('/bin/sh', ['-c', SUPERVISOR, 'embedded-postgres', tmpdir()], {
    ...user,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: 'pipe',
    // A session of its own, which the terminal's Ctrl-C does not reach: our process decides when to stop.
    detached: true,
  });
  const { stdin, stdout, stderr } = supervisor;
  // Whoever is gone can't be told: its log says why it went.
  stdin.on('error', () => {});
  const log = followLog(supervisor);

  const stop = async (): Promise<void> => {
    supervisor.ref();
    stdin.end();
    if (supervisor.exitCode === null && supervisor.signalCode === null) await once(supervisor, 'exit');
  };

  const start = async (): Promise<string> => {
    const password = randomBytes(16).toString('hex');
    const directory = await firstLine(stdout);
    stdin.write(`${password}\n${await makeRunnable(native, directory, user)}\n`);
    await log.until('initialised\n');
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      stdin.write(`${port}\n`);
      const output = await log.until(READY, 'database system is shut down');
      if (output.includes(READY)) return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
      // Someone else was faster to take the port.
      if (!output.includes('Address already in use') || attempt === ATTEMPTS) throw failure(output);
    }
  };

  try {
    const url = await start();
    for (const handle of [supervisor, stdin as Socket, stdout as Socket, stderr as Socket]) handle.unref();
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const firstLine = async (stream: NodeJS.ReadableStream): Promise<string> => {
  for await (const text of stream) return String(text).trim();
  throw failure(`There is no place for its data in ${tmpdir()} or /tmp.`);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
