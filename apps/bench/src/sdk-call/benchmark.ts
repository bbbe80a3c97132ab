import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { randomUUID } from 'node:crypto';
import type { Benchmark } from '../core/benchmark.js';
import { compare, type Measure } from '../core/compare.js';
import { poster } from '../handlers/bare.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { KeptKeySha256 } from './kept-key-sha256.js';
import { signedPoster } from './signed-poster.js';

/** Calls of a variant in a round. */
const CALLS = 500;

/** A client whose middleware runs without one of its parts. Names are those of `middlewareStack.identify()`. */
const without = (middleware: string, client = new SQSClient()): SQSClient => {
  if (!client.middlewareStack.remove(middleware)) throw new Error(`The SDK has no ${middleware} any more.`);
  return client;
};

export const sdkCall: Benchmark = {
  name: 'sdk-call',
  title: 'what the AWS SDK costs: one SendMessage, against a bare POST of the same message',
  run: async ({ rounds, progress, onEnd }) => {
    const { endpoint, variables } = await startAwsAnswers({ onEnd });
    Object.assign(process.env, variables);
    const QueueUrl = `${endpoint}/1/outbox.fifo`;
    const command = () =>
      new SendMessageCommand({
        QueueUrl,
        MessageBody: '{}',
        MessageGroupId: 'outbox',
        MessageDeduplicationId: randomUUID(),
      });
    const sender = (client: SQSClient) => () => client.send(command());
    const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
    const calls = {
      'bare POST': poster(endpoint),
      'signed POST': signedPoster(endpoint),
      'client of the service': sender(awsClient(SQSClient, CALL_TIME.nudge)),
      'SDK client': sender(new SQSClient()),
      '… without its user agent': sender(without('getUserAgentMiddleware')),
      '… without the MD5 of the message': sender(new SQSClient({ md5: false })),
      '… with HMAC keys kept': sender(new SQSClient({ sha256: KeptKeySha256 })),
      '… with cached middleware': sender(new SQSClient({ cacheMiddleware: true })),
      '… with fixed region, credentials, endpoint': sender(
        new SQSClient({ region: 'us-east-1', credentials, endpoint }),
      ),
      '… with all of these': sender(
        without(
          'getUserAgentMiddleware',
          new SQSClient({
            md5: false,
            sha256: KeptKeySha256,
            cacheMiddleware: true,
            region: 'us-east-1',
            credentials,
            endpoint,
          }),
        ),
      ),
    };
    progress(`${Object.keys(calls).length} variants, ${CALLS} calls a round`);
    const variants = Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, processorTime(call)]),
    );
    // The first round compiles the code.
    for (const measure of Object.values(variants)) await measure();
    const measured = await compare(variants, { baseline: 'SDK client', rounds });
    return [
      {
        title: 'Processor time of one SendMessage in the caller',
        columns: ['variant', 'time', 'against the SDK client'],
        rows: Object.entries(measured).map(([name, { cost, ratio }]) => [name, cost, ratio]),
      },
    ];
  },
};

/** Milliseconds of the processor for one call. Less depends on the machine's other work than for milliseconds of the clock. */
const processorTime =
  (call: () => Promise<unknown>): Measure =>
  async () => {
    const before = process.cpuUsage();
    for (let index = 0; index < CALLS; index += 1) await call();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / CALLS;
  };
