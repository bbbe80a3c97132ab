import type { AnswerBody } from '@product-service/ledger';

/** An answer of the API. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody | undefined;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the API. Undefined: the connection broke. `hung`: no answer within the limit. */
export type HttpCall = (request: HttpRequest) => Promise<HttpAnswer | 'hung' | undefined>;

/** @param limit milliseconds after which a request counts as hung */
export const httpCall =
  (api: string, token: string, limit: number): HttpCall =>
  async ({ method, path, body, headers }) => {
    const signal = AbortSignal.timeout(limit);
    try {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal,
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text ? JSON.parse(text) : undefined,
      };
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
      return signal.aborted ? 'hung' : undefined;
    }
  };
