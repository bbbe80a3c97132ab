import type { FunctionProcess } from '../functions/function-process.js';

/** As Lambda's event source mapping: at most this many messages a run. */
const MAX_BATCH = 10;

export interface Queue<Message> {
  send(messages: readonly Message[]): void;
  /** Resolves when no message waits and none is being handled. @throws Error of a run that failed */
  idle(): Promise<void>;
}

/** Gives waiting messages to a free process at once, up to ten a run. One process: a run at a time, as with one message group. */
export const queueFor = <Message>(
  processes: readonly FunctionProcess[],
  eventOf: (messages: readonly Message[]) => string,
): Queue<Message> => {
  const waiting: Message[] = [];
  const free = [...processes];
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];

  const next = (): void => {
    while (waiting.length > 0) {
      // In turns: each stays warm.
      const process = free.shift();
      if (!process) return;
      const run: Promise<void> = process
        .run(eventOf(waiting.splice(0, MAX_BATCH)))
        .then(undefined, (error: unknown) => void failures.push(error))
        .then(() => {
          running.delete(run);
          free.push(process);
          next();
        });
      running.add(run);
    }
  };
  return {
    send(messages) {
      waiting.push(...messages);
      next();
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
      if (failures.length > 0) throw failures[0];
    },
  };
};
