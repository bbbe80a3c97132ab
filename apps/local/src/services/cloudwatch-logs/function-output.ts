import type { Log } from '../../core/activity.js';
import { isObject } from '../../core/json.js';

/** The names that loggers use for each of LOG_LEVELS, in the same order. */
const LEVELS = [/^(trace|silly)$/i, /^debug$/i, /^info$/i, /^warn(ing)?$/i, /^(error|fatal|critical)$/i];

/** From the least to the most important. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Shows the log lines of a function from this level on: JSON lines by their `level`, other lines of stderr as warnings, of
 * stdout as information. Joins chunks to whole lines.
 */
export const functionOutput = (functionName: string, shown: LogLevel, log: Log) => {
  const rest = { stdout: '', stderr: '' };
  const isShown = (level: string): boolean =>
    LEVELS.findIndex((pattern) => pattern.test(level)) >= LOG_LEVELS.indexOf(shown);
  return (stream: 'stdout' | 'stderr', text: string): void => {
    const lines = (rest[stream] + text).split('\n');
    rest[stream] = lines.pop() ?? '';
    for (const line of lines) {
      const { level, message } = read(line) ?? {
        level: stream === 'stderr' ? 'warn' : 'info',
        message: line,
      };
      if (isShown(level) && message.trim()) log({ event: 'log', function: functionName, level, message });
    }
  };
};

/** Reads a line of a structured logger. Undefined: another line. */
const read = (line: string): { level: string; message: string } | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    if (!isObject(entry) || typeof entry['level'] !== 'string') return undefined;
    const { level, message, error } = entry;
    const cause = isObject(error) ? `: ${String(error['message'])}` : '';
    return { level, message: `${String(message)}${cause}` };
  } catch {
    return undefined;
  }
};
