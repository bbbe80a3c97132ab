import type { Log } from '../../core/activity.js';
import { isObject } from '../../core/json.js';

/** The names that loggers use for each of LOG_LEVELS, in the same order. */
const LEVELS = [/^(trace|silly)$/i, /^debug$/i, /^info$/i, /^warn(ing)?$/i, /^(error|fatal|critical)$/i];

/** From the least to the most important. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Shows the log lines of a function from this level on: JSON objects by their `level`, other lines of stderr as warnings, of
 * stdout as information. A JSON object without a level on stdout is data for a program, such as the traces for Datadog's
 * forwarder: it is not shown. Joins chunks to whole lines.
 */
export const functionOutput = (functionName: string, shown: LogLevel, log: Log) => {
  const rest = { stdout: '', stderr: '' };
  const isShown = (level: string): boolean =>
    LEVELS.findIndex((pattern) => pattern.test(level)) >= LOG_LEVELS.indexOf(shown);
  return (stream: 'stdout' | 'stderr', text: string): void => {
    const lines = (rest[stream] + text).split('\n');
    rest[stream] = lines.pop() ?? '';
    for (const line of lines) {
      // Traces are long and frequent: they are not parsed.
      if (stream === 'stdout' && line.startsWith(TRACES)) continue;
      const entry = jsonObject(line);
      if (entry && entry['level'] === undefined && stream === 'stdout') continue;
      const level = String(entry?.['level'] ?? (stream === 'stderr' ? 'warn' : 'info'));
      const message = entry ? messageOf(entry, line) : line;
      if (isShown(level) && message.trim()) log({ event: 'log', function: functionName, level, message });
    }
  };
};

/** The beginning of a line for Datadog's forwarder. */
const TRACES = '{"traces":';

const jsonObject = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The message of a structured logger, with that of its error. */
const messageOf = ({ level, message, error }: Record<string, unknown>, line: string): string => {
  if (level === undefined) return line;
  return isObject(error) ? `${String(message)}: ${String(error['message'])}` : String(message);
};
