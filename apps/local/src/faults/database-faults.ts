import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { descendantsOf } from '../process/descendants.js';
import type { DatabaseFault } from './fault.js';

/** The server that faults happen to. */
export interface FaultyDatabase {
  /** Connection string of the owner. */
  readonly url: string;
  /** Process id of the server. @throws Error if it does not run here */
  processId(): number;
  /** Starts a killed server. */
  restart(): Promise<void>;
}

/** Faults of the database itself. One begins when the one before has ended. */
export interface DatabaseFaults {
  inject(fault: DatabaseFault): void;
  /** Ends all faults. Resolves when the database works. */
  repair(): Promise<void>;
}

export const databaseFaults = (database: FaultyDatabase, warn: (error: unknown) => void): DatabaseFaults => {
  let turn = Promise.resolve();
  let repaired = new AbortController();

  const signal = (name: NodeJS.Signals): void => {
    const server = database.processId();
    for (const pid of [server, ...descendantsOf(server)]) sendSignal(pid, name);
  };
  const pause = (seconds: number): Promise<unknown> =>
    sleep(seconds * 1000, undefined, { signal: repaired.signal }).catch(() => undefined);

  const happen = async ({ effect, seconds }: DatabaseFault): Promise<void> => {
    switch (effect) {
      case 'kill':
        signal('SIGKILL');
        await pause(seconds);
        return database.restart();
      case 'freeze':
        signal('SIGSTOP');
        await pause(seconds);
        return signal('SIGCONT');
      case 'end-connections':
        return endConnections(database.url);
    }
  };
  return {
    inject(fault) {
      turn = turn.then(() => happen(fault)).catch(warn);
    },
    async repair() {
      repaired.abort();
      await turn;
      repaired = new AbortController();
    },
  };
};

/** A process can end before it gets the signal. */
const sendSignal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const endConnections = async (connectionString: string): Promise<void> => {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  await client.end();
};
