import { AsyncLocalStorage } from 'node:async_hooks';

export type LogFields = Readonly<Record<string, unknown>>;

const scope = new AsyncLocalStorage<Record<string, unknown>>();

/** The fields of the current scope: every log line contains them. */
export const currentLogFields = (): LogFields => scope.getStore() ?? {};

/**
 * Runs the handling of one request or message. Every line that it logs contains `fields` and those of the enclosing scope.
 * Concurrent scopes are independent.
 */
export const withLogFields = <T>(fields: LogFields, run: () => T): T =>
  scope.run({ ...currentLogFields(), ...fields }, run);

/** Adds fields to the current scope, for the lines that follow. Outside of a scope it does nothing. */
export const addLogFields = (fields: LogFields): void => {
  Object.assign(scope.getStore() ?? {}, fields);
};
