import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadRequest, requestOf } from '../saturation/mix.js';
import { type Answer, type Answers, LONGEST_ANSWER_MS, SHED } from './answers.js';
import type { WriteLedger } from './write-ledger.js';

export interface ClientOptions {
  readonly api: string;
  readonly token: string;
  readonly agent: Agent;
  readonly answers: Answers;
  readonly ledger: WriteLedger;
  /** The number of the next request: each is sent by one client. */
  readonly nextRequest: () => number;
  readonly isOver: () => boolean;
}

/** Longest pause before a refused request is sent again, in ms. */
const LONGEST_PAUSE_MS = 400;

/** Connections that are kept open, one for each client. */
export const connections = (clients: number): Agent => new Agent({ keepAlive: true, maxSockets: clients });

/**
 * Sends a request as soon as it has the answer to the last one. It sends a refused one again after a pause, with the same
 * `Idempotency-Key`, until the end.
 */
export const runClient = async (options: ClientOptions): Promise<void> => {
  const { answers, ledger, nextRequest, isOver } = options;
  while (!isOver()) {
    const sent = requestOf(nextRequest());
    const key = randomUUID();
    let answer: Answer;
    do {
      answer = await send(sent, key, options);
      answers.add(answer);
      ledger.note(sent, answer);
      if (isRefused(answer)) await sleep(LONGEST_PAUSE_MS * (0.1 + 0.9 * Math.random()));
    } while (isRefused(answer) && !isOver());
  }
};

const isRefused = ({ status }: Answer): boolean => SHED.includes(status);

/** Never rejects: an answer says why there is none. */
const send = (
  { method, path, body }: LoadRequest,
  key: string,
  { api, token, agent }: Pick<ClientOptions, 'api' | 'token' | 'agent'>,
): Promise<Answer> =>
  new Promise((resolve) => {
    const from = performance.now();
    const fail = (error: Error): void =>
      resolve({ status: 0, headers: {}, body: '', problem: error.message, ms: performance.now() - from });
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': key,
      }),
    };
    const call = request(`${api}${path}`, { method, agent, headers, timeout: LONGEST_ANSWER_MS });
    call.on('timeout', () => call.destroy(new Error('it took more than 31 s'))).on('error', fail);
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('error', fail).on('end', () => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, body: text, ms: performance.now() - from });
      });
    });
    call.end(body);
  });
