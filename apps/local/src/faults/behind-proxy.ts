import type { Lifecycle } from '../process/lifecycle.js';
import type { FaultInjector } from './fault-injector.js';
import type { FaultyDatabase } from './database-faults.js';

interface Database {
  readonly url: string;
  applicationUrl(): Promise<string>;
  readonly server?: Pick<FaultyDatabase, 'processId' | 'restart'> | undefined;
}

/** The database as functions reach it: through a proxy in which their statements can fail. The user's own is left alone. */
export const behindProxy = async <T extends Database>(
  database: T,
  faults: FaultInjector,
  life: Lifecycle,
): Promise<T> => {
  if (!database.server) return database;
  const proxy = await faults.proxied({ ...database.server, url: database.url });
  life.onStop(proxy.stop);
  const through = (address: string): string => {
    const url = new URL(address);
    url.port = String(proxy.port);
    return url.href;
  };
  return {
    ...database,
    url: through(database.url),
    applicationUrl: async () => through(await database.applicationUrl()),
  };
};
