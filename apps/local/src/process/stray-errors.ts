import type { Log } from '../core/activity.js';

/**
 * Handles errors that no code has caught. A rejected promise is logged, and the process goes on: it belongs to one event, one
 * delivery or one poll. An error that was thrown outside of a promise leaves an unknown state, so it ends the process.
 */
export const onStrayErrors = (log: Log, end: (error: unknown) => void): void => {
  process.on('unhandledRejection', (error) => {
    log({ event: 'warning', message: `A task of the local cloud failed: ${describe(error)}` });
  });
  process.on('uncaughtException', end);
};

/** The error with its stack, if it has one. */
export const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
