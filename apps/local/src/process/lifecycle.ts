import { printable } from '../core/printable.js';

/** Stops everything that was started. A stop at any moment, even during the start, leaves nothing behind. */
export interface Lifecycle {
  /** Aborted when the stop begins. */
  readonly signal: AbortSignal;
  /** Registers a stop. After the stop has begun, it runs at once. */
  onStop(stop: () => Promise<void> | void): void;
  /** Runs the stops in reverse order. Resolves when all have ended. A failed stop does not prevent the others. */
  stop(): Promise<void>;
}

/** A lifecycle in which nothing has been started yet. */
export const lifecycle = (): Lifecycle => {
  const stopping = new AbortController();
  const stops: (() => Promise<void> | void)[] = [];
  const attempt = async (stop: () => Promise<void> | void): Promise<void> => {
    try {
      await stop();
    } catch (error) {
      process.stderr.write(`While stopping: ${printable(String(error))}\n`);
    }
  };
  let late: Promise<unknown> = Promise.resolve();
  return {
    signal: stopping.signal,
    onStop(stop) {
      if (stopping.signal.aborted) late = Promise.all([late, attempt(stop)]);
      else stops.push(stop);
    },
    async stop() {
      stopping.abort();
      while (stops.length > 0) await attempt(stops.pop() ?? (() => {}));
      await late;
    },
  };
};
