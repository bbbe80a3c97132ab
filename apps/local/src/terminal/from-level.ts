import type { Display } from '../core/activity.js';
import { isAtLeast, type LogLevel } from '../core/log-level.js';

/** The same display, without the functions' log lines below this level. */
export const fromLevel = (minimum: LogLevel, display: Display): Display => ({
  ...display,
  log: (activity) => {
    if (activity.event !== 'log' || isAtLeast(activity.level, minimum)) display.log(activity);
  },
});
