import type { Display } from '../core/activity.js';
import { printableJson } from '../core/printable.js';

/** One JSON object per line, for scripts. After the line that starts with `{"ready":true`, it accepts requests. */
export const jsonDisplay = (write: (line: string) => void): Display => ({
  log: (activity) => write(printableJson({ time: new Date().toISOString(), ...activity })),
  ready: (ready) => write(printableJson({ ready: true, ...ready })),
});
