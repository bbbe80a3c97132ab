import type { Log } from '../../console/activity.js';
import { isObject } from '../../cloud-formation/intrinsics.js';

const SHOWN = /^(warn|warning|error|fatal|critical)$/i;

/**
 * Shows what a function logs at the level of a warning or above: JSON lines by their `level`, and whatever else
 * it writes to stderr. Chunks are put together to whole lines first.
 */
export const outputReader = (functionName: string, log: Log) => {
  const rest = { stdout: '', stderr: '' };
  return (stream: 'stdout' | 'stderr', text: string): void => {
    const lines = (rest[stream] + text).split('\n');
    rest[stream] = lines.pop() ?? '';
    for (const line of lines) {
      const { level, message } = read(line) ?? {
        level: stream === 'stderr' ? 'warn' : 'info',
        message: line,
      };
      if (SHOWN.test(level) && message.trim()) log({ event: 'log', function: functionName, level, message });
    }
  };
};

/** A line of a structured logger. */
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
