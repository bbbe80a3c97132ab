import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLocal } from '../../testing/start-local.js';
import { functionOf, synthesize } from '../../testing/synthesize.js';

jest.setTimeout(30_000);

const SOURCE = `
const tracer = require('dd-trace');
exports.handler = async () => {
  tracer.startSpan('of the handler').finish();
  return { statusCode: 200, body: 'traced' };
};`;

describe('a function with the layers of Datadog', () => {
  it("runs in their handler, and sends its traces to the user's agent", async () => {
    const requests: string[] = [];
    const agent = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(agent, 'listening');
    const assembly = synthesize((stack) => {
      const layers = ['Datadog-Node24-x', 'Datadog-Extension-ARM'].map((name) =>
        LayerVersion.fromLayerVersionArn(
          stack,
          name,
          `arn:aws:lambda:us-east-1:464622532012:layer:${name}:1`,
        ),
      );
      const handler = functionOf(stack, 'Function', SOURCE, {
        handler: '/opt/nodejs/node_modules/datadog-lambda-js/handler.handler',
        environment: { DD_LAMBDA_HANDLER: 'index.handler' },
        layers,
      });
      new LambdaRestApi(stack, 'Api', { handler });
    });
    const { port } = agent.address() as AddressInfo;
    const local = await startLocal({
      assembly,
      variables: { DD_TRACE_AGENT_URL: `http://127.0.0.1:${port}` },
    });
    try {
      expect(await (await fetch(local.api)).text()).toBe('traced');
      for (const end = Date.now() + 5000; !requests.includes('/v0.4/traces') && Date.now() < end;) {
        await once(agent, 'request', { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
      }
      expect(requests).toContain('/v0.4/traces');
      expect(local.lines.filter((line) => line['event'] === 'log')).toEqual([]);
    } finally {
      await local.stop();
      agent.close();
    }
  });
});
