import type { Log } from '../../core/activity.js';
import { isObject } from '../../core/json.js';
import { correlationOf } from './correlation.js';

/**
 * Logs every log line of a function: JSON objects with their `level`, other lines of stderr as warnings, of stdout as
 * information. A JSON object without a level on stdout is data for a program, such as the traces for Datadog's forwarder: it
 * is left out. Joins chunks to whole lines.
 */
export const functionOutput = (functionName: string, log: Log) => {
  const rest = { stdout: '', stderr: '' };
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
      if (!message.trim()) continue;
      log({ event: 'log', function: functionName, level, message, ...(entry && correlationOf(entry)) });
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
