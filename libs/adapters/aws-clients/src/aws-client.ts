import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CallTime } from './call-time.js';

/** What every client of the AWS SDK is configured with. */
export interface AwsClientConfig {
  readonly maxAttempts: number;
  readonly requestHandler: NodeHttpHandler;
}

/**
 * Makes a client of the AWS SDK whose every call ends in time, e.g. `awsClient(SNSClient, CALL_TIME.publish)`. The only
 * place where clients are made. Connections are kept for the next call. An attempt that takes too long fails with a
 * `TimeoutError`, which the SDK tries again.
 */
export const awsClient = <Client>(
  Client: new (config: AwsClientConfig) => Client,
  { attempts, attemptMs }: CallTime,
): Client => new Client({ maxAttempts: attempts, requestHandler: new TimeLimitedHttpHandler(attemptMs) });

/**
 * Gives up an attempt that is not answered to its last byte in time. The SDK's own settings do not do that:
 * `requestTimeout` ends with the first byte of the answer, `socketTimeout` begins anew with every byte. Nor does a server
 * say how long to wait before the next attempt: our callers have less time than it may ask for.
 */
class TimeLimitedHttpHandler extends NodeHttpHandler {
  constructor(private readonly attemptMs: number) {
    super();
  }

  override async handle(...[request, options = {}]: Parameters<NodeHttpHandler['handle']>) {
    const late = AbortSignal.timeout(this.attemptMs);
    const signals = [late, options.abortSignal as AbortSignal | undefined].filter(
      (signal) => signal !== undefined,
    );
    try {
      const answer = await super.handle(request, { ...options, abortSignal: AbortSignal.any(signals) });
      for (const header of ['retry-after', 'x-amz-retry-after']) delete answer.response.headers[header];
      return answer;
    } catch (error) {
      if (!late.aborted) throw error;
      // The name tells the SDK that another attempt may help.
      const message = `${request.hostname} did not answer within ${this.attemptMs} ms.`;
      throw Object.assign(new Error(message, { cause: error }), { name: 'TimeoutError' });
    }
  }
}
