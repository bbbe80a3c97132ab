import type { Display } from './activity.js';
import { printableJson } from './printable.js';

/** One JSON object a line, for scripts. The line that starts with `{"ready":true` says that requests may come. */
export const jsonDisplay = (write: (line: string) => void): Display => ({
  log: (activity) => write(printableJson({ time: new Date().toISOString(), ...activity })),
  ready: (ready) => write(printableJson({ ready: true, ...ready })),
});
