import { AsyncLocalStorage } from 'node:async_hooks';

export type LogFields = Readonly<Record<string, unknown>>;

const scope = new AsyncLocalStorage<Record<string, unknown>>();

/** What every line carries that is logged from here, now. */
export const currentLogFields = (): LogFields => scope.getStore() ?? {};

/**
 * Runs the handling of one request or message: every line it logs carries `fields`, and those of the scope around
 * it. Scopes that run at the same time do not see each other.
 */
export const withLogFields = <T>(fields: LogFields, run: () => T): T =>
  scope.run({ ...currentLogFields(), ...fields }, run);

/** Adds to the rest of the scope that this runs in what has been found out meanwhile; outside of one, does nothing. */
export const addLogFields = (fields: LogFields): void => {
  Object.assign(scope.getStore() ?? {}, fields);
};
