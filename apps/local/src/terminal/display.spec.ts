import { stripVTControlCharacters } from 'node:util';
import type { Activity } from '../core/activity.js';
import { humanDisplay } from './human-display.js';
import { jsonDisplay } from './json-display.js';

const ready = {
  env: 'local',
  region: 'us-east-1',
  api: 'http://localhost:1',
  aws: 'http://localhost:2',
  token: 't',
  documents: 'http://localhost:3',
  console: 'http://localhost:4',
};
const published: Activity = {
  event: 'published',
  via: 'sns',
  channel: 'Stack-ProductApiCreatedFD9731F6-D87E5422722E',
  type: 'thing.done',
  subject: 'A\u001b[2J\nB',
  id: '0123456789',
};

describe('the JSON display', () => {
  it('prints one JSON object per line, and the documented ready line', () => {
    const lines: string[] = [];
    const display = jsonDisplay((line) => lines.push(line));
    display.log(published);
    display.ready(ready);
    expect(lines.map((line) => line.includes('\n'))).toEqual([false, false]);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ time: expect.any(String), ...published });
    expect(lines[1]).toBe(
      '{"ready":true,"env":"local","region":"us-east-1","api":"http://localhost:1","aws":"http://localhost:2","token":"t","documents":"http://localhost:3","console":"http://localhost:4"}',
    );
  });
});

describe('the human display', () => {
  const show = (activity: Activity): string => {
    const lines: string[] = [];
    humanDisplay((line) => lines.push(line), 'Stack').log(activity);
    return stripVTControlCharacters(lines.join('\n')).slice('10:00:00  '.length);
  };

  it('prints one line, with readable names and without control characters', () => {
    expect(show(published)).toBe(
      `sns        ${'thing.done'.padEnd(48)}  A [2J B  on ProductApiCreated  01234567`,
    );
  });

  it('shows cold starts and failures', () => {
    const run: Activity = {
      event: 'function',
      function: 'Consumer',
      requestId: 'r',
      cause: '2 of Stack-QueueE2EA22E5-BED29DE911D4.fifo',
      ms: 12,
      coldStart: true,
      ok: false,
      problem: '1 failed',
    };
    expect(show(run)).toBe(
      `function   ${'Consumer'.padEnd(48)}  12 ms  cold start  2 of Queue.fifo  1 failed`,
    );
  });
});
