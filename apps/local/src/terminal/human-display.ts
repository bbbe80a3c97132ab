import { styleText } from 'node:util';
import type { Display } from '../core/activity.js';
import { printable } from '../core/printable.js';
import { withShortNames } from '../core/short-names.js';
import { activityLine } from './activity-line.js';

const WIDTH = { kind: 9, what: 48 };

/**
 * Lines for people, in colour if the terminal supports it. Generated names are shown without the stack's name at the start
 * and the hash at the end.
 */
export const humanDisplay = (write: (line: string) => void, stackName: string): Display => ({
  log: (activity) => {
    const { kind, colour, what, detail } = activityLine(activity);
    const time = new Date().toTimeString().slice(0, 8);
    const columns = [
      styleText('dim', time),
      styleText(colour, printable(kind).padEnd(WIDTH.kind)),
      printable(what).padEnd(WIDTH.what),
    ];
    write(`${columns.join('  ')}  ${withShortNames(printable(detail), stackName)}`.trimEnd());
  },
  ready: ({ env, region, api, aws, token, documents, console }) => {
    const field = (name: string, value: string): string => `  ${name.padEnd(14)}${styleText('bold', value)}`;
    const fields = [
      ...(console ? [field('Console', console)] : []),
      ...(api ? [field('API', api)] : []),
      ...(documents ? [field('API documents', documents)] : []),
      field('AWS endpoint', aws),
      field('environment', `${env} (${region})`),
      ...(token ? [field('ADMIN token', token)] : []),
    ];
    write(`\n${fields.join('\n')}\n\nReady. Ctrl-C stops it.\n`);
  },
});
