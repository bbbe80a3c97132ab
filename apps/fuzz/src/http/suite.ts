import { startLocal } from '@product-service/local/testing';
import { inTime } from '../core/in-time.js';
import { inputAt } from '../core/random.js';
import { shown, type Run, type Suite } from '../core/run.js';
import { rawRequest, TOKEN_SLOT } from '../inputs/raw-requests.js';
import { answersIn, exchange, type RawAnswer } from './exchange.js';

/** Connections at the same time: fewer than the functions that may run. Some wait for the rest of a request. */
const CONNECTIONS = 12;
/** API Gateway's limit, and a second for the connection. */
const TIME_LIMIT_MS = 30_000;

/** Writes bytes to the API of `npm start`: its HTTP parser, its part of API Gateway, and the functions. */
export const http: Suite = async (run) => {
  run.progress('starting the local cloud');
  const local = await startLocal({ options: ['--throttle', 'off'] });
  run.onEnd(local.stop);
  const port = Number(new URL(local.api).port);

  const send = async (index: number): Promise<void> => {
    const bytes = inputAt(rawRequest, run.seed, index);
    const find = (problem: string): void =>
      run.find({ index, problem: `HTTP: ${problem}`, shown: shown(bytes) });
    try {
      const received = await inTime(
        exchange(port, bytes.replaceAll(TOKEN_SLOT, local.token)),
        TIME_LIMIT_MS,
        'The answer',
      );
      const answers = answersIn(received);
      run.count('bytes on a socket', answers.map(({ status }) => status).join(' and ') || 'closed');
      for (const answer of answers) for (const problem of problemsOf(answer)) find(problem);
    } catch (error) {
      run.count('bytes on a socket', 'failed');
      find(String(error));
    }
  };

  const waiting = [...run.indexes];
  const work = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await send(index);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  await checkAlive(port, run);
};

const problemsOf = ({ status, headers, body }: RawAnswer): string[] => {
  const problems: string[] = [];
  if (status >= 500) problems.push(`It answered ${status}.`);
  for (const [name, part] of [
    ['origin', '*'],
    ['headers', 'Authorization'],
    ['methods', 'PATCH'],
  ] as const)
    if (!headers.get(`access-control-allow-${name}`)?.includes(part))
      problems.push(`An answer ${status} lacks the CORS header for ${name}.`);
  const isPreflight = headers.has('access-control-max-age');
  if (body !== '' && !isPreflight && !isEnvelope(body))
    problems.push(`The body of an answer ${status} is not in the envelope.`);
  return problems;
};

const isEnvelope = (body: string): boolean => {
  try {
    const value = JSON.parse(body) as Record<string, unknown>;
    return ('data' in value && typeof value['message'] === 'string') || typeof value['type'] === 'string';
  } catch {
    return false;
  }
};

const checkAlive = async (port: number, { find }: Pick<Run, 'find'>): Promise<void> => {
  const received = await exchange(
    port,
    'GET /product?limit=1000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  );
  const [answer] = answersIn(received);
  if (answer?.status !== 200)
    find({
      problem: 'HTTP: After the inputs, the list of products is not answered.',
      shown: shown(received),
    });
};
