import type { ChildProcess } from 'node:child_process';

const TIMEOUT_MS = 60_000;
/** As much as an error message should hold. */
const KEPT_CHARACTERS = 10_000;

export const failure = (output: string): Error =>
  new Error(
    `The embedded PostgreSQL did not start. Where it can not, start one of your own and set DATABASE_URL to its ` +
      `address. This is what it says:\n${output.trim()}`,
  );

/** Reads what the server logs, for as long as it does: a full pipe would block it. */
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
     * What was logged since the last call, as soon as it has one of `signs`.
     * @throws Error with what was logged, if the server ends first or takes too long
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
          () =>
            settle(() => reject(failure(`${unread}\nNothing more came in ${TIMEOUT_MS / 1000} seconds.`))),
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
