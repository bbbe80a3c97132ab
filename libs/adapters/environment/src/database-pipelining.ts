import { readOptionalVariable } from './variables.js';

/** The values of `DATABASE_PIPELINING`. */
export const DATABASE_PIPELINING = ['auto', 'on', 'off'] as const;
export type DatabasePipelining = (typeof DATABASE_PIPELINING)[number];

/**
 * Reads whether BEGIN and COMMIT are sent together with other statements, from `DATABASE_PIPELINING`. Default: `auto`, which
 * is on for PostgreSQL, and off for Aurora DSQL, where it was never tried.
 * @throws Error for any other value
 */
export const readDatabasePipelining = (environment?: NodeJS.ProcessEnv): DatabasePipelining => {
  const text = readOptionalVariable('DATABASE_PIPELINING', environment) ?? 'auto';
  const value = DATABASE_PIPELINING.find((known) => known === text);
  if (value) return value;
  throw new Error(`DATABASE_PIPELINING is "${text}": set it to ${DATABASE_PIPELINING.join(', ')}.`);
};
