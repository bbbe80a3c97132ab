import { Client } from 'pg';

/** Counts the statements of all clients of this process. The libraries make their own. */
export const countStatements = (): (() => number) => {
  const { query } = Client.prototype;
  let count = 0;
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    count += 1;
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  return () => {
    Client.prototype.query = query;
    return count;
  };
};
