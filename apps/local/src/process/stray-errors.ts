import type { Log } from '../console/activity.js';

/**
 * The net below everything that is not waited for. A task that fails alone becomes a line: one event, one delivery or one
 * poll is no reason to end what all others use. What is thrown outside of any task leaves nobody knows what behind,
 * and ends the process.
 */
export const onStrayErrors = (log: Log, end: (error: unknown) => void): void => {
  process.on('unhandledRejection', (error) => {
    log({ event: 'warning', message: `A part of the local cloud failed: ${describe(error)}` });
  });
  process.on('uncaughtException', end);
};

/** With the stack, if it has one. */
export const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
