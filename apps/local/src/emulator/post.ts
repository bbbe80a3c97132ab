import { Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** The answer to a POST. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Post = (headers: Readonly<Record<string, string>>, body: string) => Promise<PostAnswer>;

/**
 * Sends to an address on connections that stay open. `fetch` does the same with three times the CPU time of this process.
 * @param timeout milliseconds without any answer.
 */
export const postTo = (url: string, timeout: number): Post => {
  const secure = url.startsWith('https:');
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const send = secure ? httpsRequest : httpRequest;
  return (headers, body) =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, timeout };
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const request = send(url, { ...options, headers: { ...headers, ...length } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      });
      request.once('timeout', () => request.destroy(new Error(`no answer within ${timeout / 1000} s`)));
      request.once('error', reject);
      request.end(body);
    });
};
