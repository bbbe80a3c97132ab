import { startPostgres } from '@product-service/embedded-postgres';
import { Client } from 'pg';
import { UserError } from './user-error.js';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

const CONNECT_MS = 5000;

/** A PostgreSQL of the local cloud's own, or the user's if there is an address. @throws UserError if that one can't be reached. */
export const openDatabase = async (url: string | undefined): Promise<Database> => {
  if (!url) return startPostgres();
  const where = placeOf(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    // Several addresses of one host fail with several errors and no message.
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`The database of DATABASE_URL (${where}) can't be reached: ${message || code}.`);
  }
  return { url, stop: async () => {} };
};

/** The part of an address that is no secret. */
const placeOf = (url: string): string => {
  if (!URL.canParse(url))
    throw new UserError('DATABASE_URL is not an address like postgres://user:password@host/name.');
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};
