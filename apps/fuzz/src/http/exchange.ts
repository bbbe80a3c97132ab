import { connect } from 'node:net';

/** One of the answers on a connection. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** After this time without a byte, the client closes its side: the server may wait for more of the request. */
const QUIET_MS = { beforeAnswer: 4_000, afterAnswer: 100 };

/** Writes bytes to a new connection, and reads until the server closes it. A reset ends it, too. */
export const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (): void => void socket.end();
    let received = '';
    let quiet = setTimeout(finish, QUIET_MS.beforeAnswer);
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      clearTimeout(quiet);
      quiet = setTimeout(finish, QUIET_MS.afterAnswer);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(quiet);
      resolve(received);
    });
    socket.write(Buffer.from(bytes, 'latin1'));
  });

const HEAD_END = '\r\n\r\n';

/** @throws Error if it is not a sequence of HTTP/1.1 answers */
export const answersIn = (received: string): RawAnswer[] => {
  const answers: RawAnswer[] = [];
  let rest = Buffer.from(received);
  while (rest.length > 0) {
    const end = rest.indexOf(HEAD_END);
    const head = end < 0 ? '' : rest.subarray(0, end).toString();
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
    if (status === undefined) throw new Error('The server sent something that is no answer.');
    const lines = head.split('\r\n').slice(1);
    const headers = new Headers(
      lines.map((line): [string, string] => [
        line.slice(0, line.indexOf(':')),
        line.slice(line.indexOf(':') + 1),
      ]),
    );
    rest = rest.subarray(end + HEAD_END.length);
    const hasBody = !rest.toString('latin1', 0, 9).startsWith('HTTP/1.1 ');
    const length = hasBody ? Number(headers.get('content-length') ?? 0) : 0;
    answers.push({ status: Number(status), headers, body: rest.subarray(0, length).toString() });
    rest = rest.subarray(length);
  }
  return answers.filter(({ status }) => status !== 100);
};
