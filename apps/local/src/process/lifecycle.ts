import { printable } from '../console/printable.js';

/** Remembers what has to be stopped, so that a stop at any moment, start-up included, leaves nothing behind. */
export interface Lifecycle {
  /** Aborted as soon as the stop has begun. */
  readonly signal: AbortSignal;
  /** What is registered when the stop has begun already is stopped at once. */
  onStop(stop: () => Promise<void> | void): void;
  /** Stops the last first. Resolves when everything is down; what fails to stop does not keep the rest up. */
  stop(): Promise<void>;
}

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
