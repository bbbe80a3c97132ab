import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspaceRoot } from '@nx/devkit';
import { Observation } from './observation.js';

/** A bundled function as Lambda runs it: wrapped by datadog-lambda-js, in a process of its own. */
describe('the log of a function', () => {
  const record = (messageId: string, body: string) => ({
    messageId,
    body,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
  });
  const incoming = (detail: object) => JSON.stringify({ 'detail-type': 'inventory.stockUpdated.v1', detail });
  const variables = {
    AWS_LAMBDA_FUNCTION_NAME: 'TranslateStockUpdated',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'very-secret',
    // No server listens there: publishing fails, and so does sending to the dead letters.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    QUEUE_URL: 'http://127.0.0.1:1/000000000000/queue',
    DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:1/000000000000/dead-letters',
    STOCK_LEVEL_UPDATED_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:stock',
    ENV: 'test',
    DD_LAMBDA_HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: join(workspaceRoot, 'dist/apps/product-acl/translate-stock-updated'),
    NODE_PATH: join(workspaceRoot, 'node_modules'),
    DD_FLUSH_TO_LOG: 'true',
    DD_ENHANCED_METRICS: 'false',
    DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent',
    DD_DATA_STREAMS_ENABLED: 'true',
    DD_SERVICE: 'ProductService',
    DD_ENV: 'test',
    DD_VERSION: 'abc',
    DD_TRACE_PROPAGATION_STYLE_EXTRACT: 'none',
  };

  it('has one JSON object per line, with its trace and span, and without payload', async () => {
    const observed = await Observation.start();
    const handler = pathToFileURL(join(workspaceRoot, 'node_modules/datadog-lambda-js/dist/handler.mjs'));
    const event = {
      Records: [
        record(
          'unreadable',
          incoming({ data: { productId: 'SECRETPRODUCT', newStockLevel: 'secret level' } }),
        ),
        record('unpublished', incoming({ id: 'e-1', data: { productId: 'LATTE', newStockLevel: 4711 } })),
      ],
    };
    const code = `
      const { handler } = await import(${JSON.stringify(handler.href)});
      const context = { awsRequestId: 'request-1', functionName: 'TranslateStockUpdated' };
      await handler(${JSON.stringify(event)}, { ...context, getRemainingTimeInMillis: () => 29_000 });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      env: { PATH: process.env['PATH'], ...variables, ...observed.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    await once(child, 'close');
    await observed.stop();

    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const spanOf = (messageId: string) =>
      observed.spans.find(
        ({ name, tags }) => name === 'messaging.process' && tags['messaging.message.id'] === messageId,
      )!;
    const dd = (messageId: string) => {
      const { traceId, spanId } = spanOf(messageId);
      return {
        trace_id: traceId,
        span_id: BigInt(`0x${spanId}`).toString(),
        service: 'ProductService',
        env: 'test',
        version: 'abc',
      };
    };
    // Lines without a message are metrics of datadog-lambda-js.
    expect(lines.flatMap(({ message }) => message ?? []).sort()).toEqual([
      'message could not be moved to the dead-letter queue',
      'message will be retried',
      'retry delay of messages could not be set',
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        messageId: 'unreadable',
        queue: 'queue',
        dd: dd('unreadable'),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'WARN',
        messageId: 'unpublished',
        eventId: 'e-1',
        eventType: 'inventory.stockUpdated.v1',
        productId: 'LATTE',
        dd: dd('e-1'),
      }),
    );
    expect(output).not.toMatch(/secret|SECRETPRODUCT|4711/);
  });
});
