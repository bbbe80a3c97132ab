/** From the least to the most important. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The names that loggers use for each of LOG_LEVELS, in the same order. */
const NAMES = [/^(trace|silly)$/i, /^debug$/i, /^info$/i, /^warn(ing)?$/i, /^(error|fatal|critical)$/i];

/** @param level as a logger of any library names it. A level with an unknown name is below all. */
export const isAtLeast = (level: string, minimum: LogLevel): boolean =>
  NAMES.findIndex((pattern) => pattern.test(level)) >= LOG_LEVELS.indexOf(minimum);
