import type {
  ApiAnswer,
  ApiRequest,
  FactAnswer,
  FactRequest,
  Journey,
  JourneyQuery,
  JourneySummary,
  PassedMessage,
  PathwayEdge,
} from '../protocol/index.js';
import type { CommandInput, CommandName, Reply, Results } from '@product-service/operator/protocol';

/** The server refused, or did not answer. The message can be shown. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
}

/** A command of the operator failed. The message says what to do next. */
export class OperatorError extends ServerError {}

const answerOf = async <T>(call: Promise<Response>): Promise<T> => {
  const response = await call.catch(() => {
    throw new ServerError('The service does not answer. Is "npm start" still running?');
  });
  const body = (await response.json().catch(() => undefined)) as (T & { error?: string }) | undefined;
  if (response.ok) return body as T;
  throw new ServerError(body?.error ?? `The service answered with the status ${response.status}.`);
};

const get = <T>(path: string, query: object = {}): Promise<T> =>
  answerOf<T>(fetch(`${path}?${new URLSearchParams({ ...query }).toString()}`));

const post = <T>(path: string, body: unknown): Promise<T> =>
  answerOf<T>(
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

/** What the page asks the local cloud for. Each rejects with a {@link ServerError}. */
export const server = {
  journeys: (query: JourneyQuery) => get<readonly JourneySummary[]>('/journeys', query),
  /** Null: it is not known, or no longer. */
  journey: (id: string) => get<Journey | null>('/journey', { id }),
  pathways: () => get<readonly PathwayEdge[]>('/pathways'),
  messages: (place: string) => get<readonly PassedMessage[]>('/messages', { place }),
  request: (request: ApiRequest) => post<ApiAnswer>('/request', request),
  putFact: (fact: FactRequest) => post<FactAnswer>('/fact', fact),
  startFault: (preset: string) => post<object>('/faults/start', { preset }),
  injectFault: (fault: object) => post<object>('/faults/inject', fault),
  endFaults: () => post<object>('/faults/clear', {}),
  /** The operator's verbs, as those of the command line. */
  async operate<Name extends CommandName>(
    command: CommandInput & { readonly command: Name },
  ): Promise<Results[Name]> {
    const reply = await post<Reply<Name>>('/operate', command);
    if ('result' in reply) return reply.result;
    throw new OperatorError(reply.error.message);
  },
};
