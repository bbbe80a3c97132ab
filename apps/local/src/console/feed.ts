import type { LogLine, Passages, ReceivedEvent, Update } from '@product-service/console/protocol';
import type { Activity } from '../core/activity.js';
import { printable } from '../core/printable.js';
import { activityLine } from '../terminal/activity-line.js';

/** Kept for pages that connect later. */
const KEPT = { lines: 300, received: 100 };
/** More than these are left out of one update. */
const PER_UPDATE = { lines: 40, received: 20 };
/** A longer envelope is cut. */
const MAXIMUM_DETAIL = 16_384;

/** What happens in the local cloud, for pages. Its memory is bounded, whatever happens. */
export interface Feed {
  happened(activity: Activity): void;
  passed(from: string, to: string, count: number, failed: number): void;
  received(event: ReceivedEvent): void;
  /** The newest, for a page that connects. */
  recent(): { readonly lines: readonly LogLine[]; readonly received: readonly ReceivedEvent[] };
  /** What has happened since the last call. */
  take(): Pick<Update, 'lines' | 'omittedLines' | 'received' | 'passages'>;
}

/** @param short shortens generated names */
export const feed = (short: (text: string) => string): Feed => {
  const kept: { lines: LogLine[]; received: ReceivedEvent[] } = { lines: [], received: [] };
  let lines: LogLine[] = [];
  let omittedLines = 0;
  let received: ReceivedEvent[] = [];
  let passages = new Map<string, Passages>();

  return {
    happened(activity) {
      const line = lineOf(activity, short);
      keep(kept.lines, line, KEPT.lines);
      // A problem is told, however much else happens.
      if (lines.length < PER_UPDATE.lines || (line.isProblem && lines.length < 2 * PER_UPDATE.lines)) {
        lines.push(line);
      } else omittedLines += 1;
    },
    passed(from, to, count, failed) {
      const key = JSON.stringify([from, to]);
      const sum = passages.get(key) ?? { from, to, count: 0, failed: 0 };
      passages.set(key, { ...sum, count: sum.count + count, failed: sum.failed + failed });
    },
    received(event) {
      const cut = { ...event, detail: event.detail.slice(0, MAXIMUM_DETAIL) };
      keep(kept.received, cut, KEPT.received);
      keep(received, cut, PER_UPDATE.received);
    },
    recent: () => ({ lines: [...kept.lines], received: [...kept.received] }),
    take() {
      const taken = {
        ...(lines.length > 0 && { lines }),
        ...(omittedLines > 0 && { omittedLines }),
        ...(received.length > 0 && { received }),
        ...(passages.size > 0 && { passages: [...passages.values()] }),
      };
      [lines, omittedLines, received, passages] = [[], 0, [], new Map()];
      return taken;
    },
  };
};

const keep = <T>(list: T[], item: T, maximum: number): void => {
  list.push(item);
  if (list.length > maximum) list.shift();
};

const lineOf = (activity: Activity, short: (text: string) => string): LogLine => {
  const { kind, colour, what, detail } = activityLine(activity);
  return {
    at: Date.now(),
    kind: printable(kind),
    what: short(printable(what)),
    detail: short(printable(detail)),
    isProblem: colour === 'red',
  };
};
