import type { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CallTime } from './call-time.js';

/** The configuration of every AWS SDK client. */
export interface AwsClientConfig {
  readonly maxAttempts: number;
  readonly requestHandler: NodeHttpHandler;
}

/**
 * Creates an AWS SDK client with a time limit for every call, e.g. `awsClient(SNSClient, CALL_TIME.publish)`. All clients are
 * created here. Connections are reused. An attempt that takes too long fails with a `TimeoutError`, which the SDK retries.
 * The SDK's options for cheaper calls are not used: each saves less than a tenth (`npm run bench -- sdk-call`).
 */
export const awsClient = <Client>(
  Client: new (config: AwsClientConfig) => Client,
  { attempts, attemptMs }: CallTime,
): Client => new Client({ maxAttempts: attempts, requestHandler: new TimeLimitedHttpHandler(attemptMs) });

/**
 * Limits the time until the last byte of the response. The SDK's own settings do not: `requestTimeout` ends with the first
 * byte, `socketTimeout` restarts with every byte. Also ignores a server's Retry-After headers, because our callers have
 * less time than a server may ask for.
 */
class TimeLimitedHttpHandler extends NodeHttpHandler {
  constructor(private readonly attemptMs: number) {
    super();
  }

  override async handle(...[request, options = {}]: Parameters<NodeHttpHandler['handle']>) {
    // Not AbortSignal.timeout: its timer would run on after the response, and cost more than the rest of this method.
    const attempt = new AbortController();
    let isTimeUp = false;
    const timer = setTimeout(() => {
      isTimeUp = true;
      attempt.abort();
    }, this.attemptMs);
    const caller = options.abortSignal as AbortSignal | undefined;
    const abortSignal = caller ? AbortSignal.any([attempt.signal, caller]) : attempt.signal;
    try {
      const output = await super.handle(request, { ...options, abortSignal });
      (output.response.body as Readable).once('close', () => clearTimeout(timer));
      for (const header of ['retry-after', 'x-amz-retry-after']) delete output.response.headers[header];
      return output;
    } catch (error) {
      clearTimeout(timer);
      if (!isTimeUp) throw error;
      // The SDK retries errors with this name.
      const message = `${request.hostname} did not respond within ${this.attemptMs} ms.`;
      throw Object.assign(new Error(message, { cause: error }), { name: 'TimeoutError' });
    }
  }
}
