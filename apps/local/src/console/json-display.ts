import type { Display } from './activity.js';

/** One JSON object a line, for scripts. The line that starts with `{"ready":true` says that requests may come. */
export const jsonDisplay = (write: (line: string) => void): Display => ({
  log: (activity) => write(JSON.stringify({ time: new Date().toISOString(), ...activity })),
  ready: (ready) => write(JSON.stringify({ ready: true, ...ready })),
});
