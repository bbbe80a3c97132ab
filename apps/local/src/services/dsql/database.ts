import { APPLICATION_ROLE } from '@product-service/dsql/migrations';
import { type EmbeddedPostgres, startPostgres } from '@product-service/embedded-postgres';
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { Log } from '../../core/activity.js';
import { UserError } from '../../core/user-error.js';

/** The PostgreSQL that replaces Aurora DSQL. */
export interface Database {
  /** Connection string of the owner. */
  readonly url: string;
  /** Connection string of the application's role. The template's migration creates the role, so call this afterwards. */
  applicationUrl(): Promise<string>;
  /** Its processes. Absent: it is the user's. */
  readonly server?: Pick<EmbeddedPostgres, 'processId' | 'restart'> | undefined;
  stop(): Promise<void>;
}

const CONNECT_MS = 5000;

/** Starts a PostgreSQL, or uses the user's. @throws UserError if the user's can't be reached. */
export const openDatabase = async (userUrl: string | undefined, log: Log): Promise<Database> => {
  const server = userUrl ? undefined : await startPostgres();
  const { url, stop } = server ?? (await reach(userUrl ?? ''));
  let opened: Promise<string> | undefined;
  return {
    url,
    server,
    stop,
    applicationUrl: () =>
      (opened ??= openForApplication(url, log).catch((error: unknown) => {
        // The function will fail to connect. The next call tries again: the role may exist by then.
        opened = undefined;
        log({ event: 'warning', message: `${APPLICATION_ROLE} can't use the database: ${messageOf(error)}` });
        return applicationUrl(url);
      })),
  };
};

const reach = async (url: string): Promise<Pick<Database, 'url' | 'stop'>> => {
  const where = withoutSecrets(url);
  try {
    await query(url, 'SELECT 1');
  } catch (error) {
    throw new UserError(`The database of DATABASE_URL (${where}) can't be reached: ${messageOf(error)}.`);
  }
  return { url, stop: async () => {} };
};

/** SQLSTATEs: the owner may not set a password, or the server accepts no password from the role. */
const NOT_POSSIBLE = new Set<unknown>(['42501', '28000', '28P01']);

/** Gives the role a password. On Aurora DSQL, IAM roles are mapped to it instead. */
const openForApplication = async (ownerUrl: string, log: Log): Promise<string> => {
  const url = applicationUrl(ownerUrl);
  try {
    await query(ownerUrl, `ALTER ROLE ${APPLICATION_ROLE} PASSWORD '${new URL(url).password}'`);
    await query(url, 'SELECT 1');
    return url;
  } catch (error) {
    if (!NOT_POSSIBLE.has((error as NodeJS.ErrnoException).code)) throw error;
    const message = `Functions use the database as its owner, not as ${APPLICATION_ROLE}: ${messageOf(error)}`;
    log({ event: 'warning', message });
    return ownerUrl;
  }
};

/** Every local cloud on this database uses the same password. It is as hard to guess as the owner's connection string. */
const applicationUrl = (ownerUrl: string): string => {
  const url = new URL(ownerUrl);
  for (const parameter of ['user', 'password']) url.searchParams.delete(parameter);
  url.username = APPLICATION_ROLE;
  url.password = createHash('sha256').update(`${APPLICATION_ROLE} of ${ownerUrl}`).digest('hex');
  return url.href;
};

const query = async (connectionString: string, text: string): Promise<void> => {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
};

/** When several addresses of one host fail, the error has a code and no message. */
const messageOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return message || String(code);
};

/** The part of a connection string that is not secret. */
const withoutSecrets = (url: string): string => {
  if (!URL.canParse(url))
    throw new UserError('DATABASE_URL is not an address like postgres://user:password@host/name.');
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};
