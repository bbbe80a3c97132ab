import type { ChildProcess } from 'node:child_process';

const TIMEOUT_MS = 60_000;
/** Maximum length of the log in an error message. */
const KEPT_CHARACTERS = 10_000;

export const failure = (output: string): Error =>
  new Error(
    'The embedded PostgreSQL did not start. If it cannot run here, start your own and set DATABASE_URL to its URL. ' +
      `Its log:\n${output.trim()}`,
  );

/** Reads the server's log until it ends: a full pipe would block the server. */
export const followLog = (server: ChildProcess) => {
  let unread = '';
  let ended = false;
  let check = (): void => {};
  const end = (reason: unknown): void => {
    if (reason instanceof Error) unread += reason.message;
    ended = true;
    check();
  };
  server.once('error', end).once('close', end);
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    unread = (unread + text).slice(-KEPT_CHARACTERS);
    check();
  });

  return {
    /**
     * Waits for one of `signs` in the log. Resolves to the log since the last call.
     * @throws Error with the log, if the server ends first or takes too long
     */
    until: (...signs: string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const settle = (settled: () => void): void => {
          clearTimeout(timeout);
          check = () => {};
          settled();
          unread = '';
        };
        const timeout = setTimeout(
          () => settle(() => reject(failure(`${unread}\nTimed out after ${TIMEOUT_MS / 1000} seconds.`))),
          TIMEOUT_MS,
        );
        check = () => {
          if (signs.some((sign) => unread.includes(sign))) settle(() => resolve(unread));
          else if (ended) settle(() => reject(failure(unread)));
        };
        check();
      }),
  };
};
