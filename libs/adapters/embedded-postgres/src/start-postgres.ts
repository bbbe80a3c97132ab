import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres } from './binaries.js';
import { failure, followLog } from './server-log.js';
import { makeRunnable, serverUser } from './server-user.js';
import { SUPERVISOR } from './supervisor.js';

/** A running PostgreSQL. */
export interface EmbeddedPostgres {
  /** `postgres://` URL of the superuser's database. */
  readonly url: string;
  /** Process id of the server: the parent of all its processes. */
  processId(): number;
  /** Starts the server again, with its data and its port, after its processes have ended. */
  restart(): Promise<void>;
  /** Closes open connections, stops the server and deletes its data. */
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const RESTART_ATTEMPTS = 50;
const RESTART_PAUSE_MS = 100;
const READY = 'ready to accept connections';
/** The last one: processes of a killed server still use its memory. */
const NOT_STARTED = ['database system is shut down', 'postmaster.pid" already exists', 'is still in use'];

/**
 * Starts an empty PostgreSQL on a free port of 127.0.0.1, with Aurora DSQL's encoding (UTF8), collation (C), time zone (UTC)
 * and isolation level (REPEATABLE READ). Its data is in the temporary directory, and written for speed, not for durability.
 * The server and its data are removed when this process ends, however it ends.
 * @throws Error with advice, if PostgreSQL cannot run here
 */
export const startPostgres = async (): Promise<EmbeddedPostgres> => {
  const native = findPostgres();
  const user = serverUser();
  const supervisor = spawn('/bin/sh', ['-c', SUPERVISOR, 'embedded-postgres', tmpdir()], {
    ...user,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: 'pipe',
    // Its own session, so that Ctrl-C in the terminal does not reach it: this process decides when to stop.
    detached: true,
  });
  const { stdin, stdout, stderr } = supervisor;
  // Writing to an exited process fails. The log has the reason why it exited.
  stdin.on('error', () => {});
  const log = followLog(supervisor);

  const stop = async (): Promise<void> => {
    supervisor.ref();
    stdin.end();
    if (supervisor.exitCode === null && supervisor.signalCode === null) await once(supervisor, 'exit');
  };

  let directory = '';
  let port = 0;
  const start = async (): Promise<string> => {
    const password = randomBytes(16).toString('hex');
    directory = await firstLine(stdout);
    stdin.write(`${password}\n${await makeRunnable(native, directory, user)}\n`);
    await log.until('initialised\n');
    for (let attempt = 1; ; attempt++) {
      port = await freePort();
      stdin.write(`${port}\n`);
      const output = await log.until(READY, 'database system is shut down');
      if (output.includes(READY)) return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
      // Another process took the port first.
      if (!output.includes('Address already in use') || attempt === ATTEMPTS) throw failure(output);
    }
  };

  const restart = async (): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      stdin.write(`${port}\n`);
      const output = await log.until(READY, ...NOT_STARTED);
      if (output.includes(READY)) return;
      if (attempt === RESTART_ATTEMPTS) throw failure(output);
      await sleep(RESTART_PAUSE_MS);
    }
  };

  try {
    const url = await start();
    for (const handle of [supervisor, stdin as Socket, stdout as Socket, stderr as Socket]) handle.unref();
    const processId = (): number =>
      Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
    return { url, processId, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const firstLine = async (stream: NodeJS.ReadableStream): Promise<string> => {
  for await (const text of stream) return String(text).trim();
  throw failure(`Its data directory could not be created in ${tmpdir()} or /tmp.`);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
