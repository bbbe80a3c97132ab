import type { Activity } from '../core/activity.js';
import type { LogLevel } from '../core/log-level.js';
import { fromLevel } from './from-level.js';

const LEVELS = ['TRACE', 'silly', 'DEBUG', 'INFO', 'WARN', 'warning', 'ERROR', 'FATAL', 'critical'];

describe('a display from a level on', () => {
  const shownBy = (minimum: LogLevel, ...activities: Activity[]): Activity[] => {
    const shown: Activity[] = [];
    const display = fromLevel(minimum, { log: (activity) => shown.push(activity), ready: () => {} });
    activities.forEach(display.log);
    return shown;
  };
  const line = (level: string): Activity => ({ event: 'log', function: 'f', level, message: 'm' });

  it.each<[LogLevel, string[]]>([
    ['trace', LEVELS],
    ['debug', LEVELS.slice(2)],
    ['info', LEVELS.slice(3)],
    ['warn', LEVELS.slice(4)],
    ['error', LEVELS.slice(6)],
  ])('shows the log lines from %s on, however the logger names the levels', (minimum, expected) => {
    expect(shownBy(minimum, ...LEVELS.map(line))).toEqual(expected.map(line));
  });

  it('shows everything else', () => {
    const warning: Activity = { event: 'warning', message: 'm' };
    expect(shownBy('error', warning)).toEqual([warning]);
  });
});
