import type { IncomingMessage } from 'node:http';
import type { LazyObserver } from '../../core/observation.js';
import type { HttpResponse } from '../../http/http-response.js';

const WAY = { from: 'clients', to: 'api' };

/** Reports the requests of clients. A body is undefined if it was too large. */
export const observedRequests = (observer: LazyObserver) => ({
  arrived(body: Buffer | undefined): void {
    observer.passed(() => [{ ...WAY, bodies: [String(body ?? '')], failed: 0 }]);
  },
  /** @param from when the request began, by `performance.now()`. */
  answered(request: IncomingMessage, body: Buffer | undefined, answer: HttpResponse, from: number): void {
    if (answer.status >= 500) observer.passed(() => [{ ...WAY, bodies: [], failed: 1 }]);
    observer.exchanged(() => ({
      method: request.method ?? '',
      path: request.url ?? '/',
      requestHeaders: request.headers,
      requestBody: String(body ?? ''),
      status: answer.status,
      answerHeaders: answer.headers,
      answerBody: String(answer.body),
      from,
      to: performance.now(),
    }));
  },
});
