import type { styleText } from 'node:util';
import type { Activity, Message } from '../core/activity.js';

export type Colour = Parameters<typeof styleText>[0];

/** The columns of a line: the kind of event, its subject, its details. */
export interface ActivityLine {
  readonly kind: string;
  readonly colour: Colour;
  readonly what: string;
  readonly detail: string;
}

/** An activity as people see it, not yet printable. */
export const activityLine = (activity: Activity): ActivityLine => {
  switch (activity.event) {
    case 'progress':
      return { kind: 'start', colour: 'dim', what: activity.message, detail: duration(activity.ms) };
    case 'request': {
      const { method, path, status, ms } = activity;
      const colour = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red';
      return { kind: 'request', colour, what: `${method} ${path}`, detail: `${status}  ${duration(ms)}` };
    }
    case 'function': {
      const { ok, ms, coldStart, cause, problem } = activity;
      const detail = [duration(ms), coldStart && 'cold start', cause, problem].filter(Boolean).join('  ');
      return { kind: 'function', colour: ok ? 'cyan' : 'red', what: activity.function, detail };
    }
    case 'published':
      return {
        kind: activity.via === 'sns' ? 'sns' : 'bus',
        colour: 'magenta',
        what: activity.type ?? 'message',
        detail: [activity.subject, `on ${activity.channel}`, shortId(activity)].filter(Boolean).join('  '),
      };
    case 'dead-letter': {
      const { queue, messages } = activity;
      return {
        kind: 'dead',
        colour: 'red',
        what: queue,
        detail: `${messages} in this dead-letter queue`,
      };
    }
    case 'denied': {
      const { caller, action, resource, reason } = activity;
      return { kind: 'denied', colour: 'red', what: caller, detail: `${action} on ${resource} ${reason}` };
    }
    case 'log': {
      const colour = /^(error|fatal|critical)$/i.test(activity.level) ? 'red' : 'yellow';
      return {
        kind: activity.level.toLowerCase(),
        colour,
        what: activity.function,
        detail: activity.message,
      };
    }
    case 'fault': {
      const { point, effect } = activity;
      return { kind: 'fault', colour: 'red', what: `${point} ${effect}`, detail: activity.function ?? '' };
    }
    case 'warning':
      return { kind: 'warning', colour: 'yellow', what: activity.message, detail: '' };
  }
};

const duration = (ms: number | undefined): string =>
  ms === undefined ? '' : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

const shortId = ({ id }: Message): string => (id ? id.slice(0, 8) : '');
