import { styleText } from 'node:util';
import type { Activity, Display, Message } from '../core/activity.js';
import { printable } from '../core/printable.js';
import { withShortNames } from '../core/short-names.js';

type Colour = Parameters<typeof styleText>[0];

/** The columns of a line: the kind of event, its subject, its details. */
interface Line {
  readonly kind: string;
  readonly colour: Colour;
  readonly what: string;
  readonly detail: string;
}

const WIDTH = { kind: 9, what: 48 };

/**
 * Lines for people, in colour if the terminal supports it. Generated names are shown without the stack's name at the start
 * and the hash at the end.
 */
export const humanDisplay = (write: (line: string) => void, stackName: string): Display => ({
  log: (activity) => {
    const { kind, colour, what, detail } = lineOf(activity);
    const time = new Date().toTimeString().slice(0, 8);
    const columns = [
      styleText('dim', time),
      styleText(colour, printable(kind).padEnd(WIDTH.kind)),
      printable(what).padEnd(WIDTH.what),
    ];
    write(`${columns.join('  ')}  ${withShortNames(printable(detail), stackName)}`.trimEnd());
  },
  ready: ({ env, region, api, aws, token, documents }) => {
    const field = (name: string, value: string): string => `  ${name.padEnd(14)}${styleText('bold', value)}`;
    const fields = [
      ...(api ? [field('API', api)] : []),
      ...(documents ? [field('API documents', documents)] : []),
      field('AWS endpoint', aws),
      field('environment', `${env} (${region})`),
      ...(token ? [field('ADMIN token', token)] : []),
    ];
    write(`\n${fields.join('\n')}\n\nReady. Ctrl-C stops it.\n`);
  },
});

const lineOf = (activity: Activity): Line => {
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
