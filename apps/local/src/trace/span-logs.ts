import type { LogLine } from '@product-service/console/protocol';
import type { Activity } from '../core/activity.js';
import { isAtLeast } from '../core/log-level.js';
import { type Bounds, keptNewest } from './kept-newest.js';
import { shortText } from './reduce-span.js';

/** Shown of one span. */
const MAXIMUM_LINES = 100;

/** The newest log lines that were written in a span. Every `now` is in ms since 1970. */
export interface SpanLogs {
  /** @returns whether it is kept: what was not written in a span is not. */
  logged(activity: Activity, now: number): boolean;
  /** Oldest first. The oldest of very many are only counted. */
  of(spanId: string): readonly LogLine[];
}

export const spanLogs = (bounds: Bounds): SpanLogs => {
  const bySpan = new Map<string, LogLine[]>();
  const kept = keptNewest<string>(bounds, (spanId) => {
    const lines = bySpan.get(spanId) ?? [];
    lines.shift();
    if (lines.length === 0) bySpan.delete(spanId);
  });
  return {
    logged(activity, now) {
      if (activity.event !== 'log' || activity.spanId === undefined) return false;
      const { spanId, level } = activity;
      const line: LogLine = {
        at: now,
        kind: level.toLowerCase(),
        what: activity.function,
        detail: shortText(activity.message),
        isProblem: isAtLeast(level, 'warn'),
      };
      const lines = bySpan.get(spanId);
      if (lines) lines.push(line);
      else bySpan.set(spanId, [line]);
      kept.add(spanId, now);
      return true;
    },
    of(spanId) {
      const lines = bySpan.get(spanId) ?? [];
      const [first] = lines;
      const more = lines.length - MAXIMUM_LINES;
      if (!first || more <= 0) return [...lines];
      const omission = {
        ...first,
        kind: 'info',
        detail: `${more} earlier lines are not shown`,
        isProblem: false,
      };
      return [omission, ...lines.slice(more)];
    },
  };
};
