import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { startTraceAgent, type Checkpoint, type ReceivedSpan } from '@product-service/observability/agent';
import type { SQSRecord } from 'aws-lambda';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;
const pathway = 'galj77uSnibYt5KvwGjYt5KvwGg=';
const PATHWAY_KEY = 'dd-pathway-ctx-base64';
const pathwayHash = String(Buffer.from(pathway, 'base64').readBigUInt64LE());
const datadog = {
  'x-datadog-trace-id': BigInt(`0x${traceId.slice(16)}`).toString(),
  'x-datadog-parent-id': BigInt(`0x${spanId}`).toString(),
  'x-datadog-tags': `_dd.p.dm=-1,_dd.p.tid=${traceId.slice(0, 16)}`,
};

/** What producers write, with the whole context of one message in it. */
const CONTEXTS: Record<string, string> = {
  'our own': `"traceparent":"${traceparent}","_datadog":${JSON.stringify({ traceparent, [PATHWAY_KEY]: pathway })}`,
  padded: `"traceparent":" ${traceparent} ","${PATHWAY_KEY}":"${pathway}"`,
  'of a later version': `"traceparent":"01-${traceId}-${spanId}-01-more","${PATHWAY_KEY}":"${pathway}"`,
  'Datadog’s ids': `"_datadog":${JSON.stringify({ ...datadog, [PATHWAY_KEY]: pathway })}`,
  'Datadog’s ids at the top level': JSON.stringify({ ...datadog, [PATHWAY_KEY]: pathway }).slice(1, -1),
  'Java’s second `_datadog`': `"_datadog":{"${PATHWAY_KEY}":"${pathway}"}, "_datadog": ${JSON.stringify(datadog)}`,
  'a second `_datadog` with the pathway only': `"_datadog":${JSON.stringify(datadog)},"_datadog":{"${PATHWAY_KEY}":"${pathway}"}`,
  'JSON text': `"_datadog":${JSON.stringify(JSON.stringify({ traceparent, [PATHWAY_KEY]: pathway }))}`,
  'TypeScript’s name of a constant': `"traceparent":"${traceparent}","DSM_PROPAGATION_KEY_BASE_64":"${pathway}"`,
};

const envelopeWith = (context: string, type: string) =>
  `{"id":"event","type":"${type}","data":{"productId":"LATTE","priceBrackets":[]},${context}}`;
const recordOf = (messageId: string, body: string): SQSRecord => ({
  messageId,
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(Date.now()),
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:prices',
  awsRegion: 'eu-west-1',
});
const byEventBridge = (context: string): SQSRecord => {
  const type = 'pricing.pricingCalculated.v1';
  return recordOf('eventbridge', `{"detail-type":"${type}","detail":${envelopeWith(context, type)}}`);
};
const bySns = (context: string): SQSRecord =>
  recordOf(
    'sns',
    JSON.stringify({ Type: 'Notification', Message: envelopeWith(context, 'product.pricingChanged') }),
  );

/** Consumes the records as one batch, and gives what the tracer sent. */
const consume = async (records: readonly SQSRecord[]) => {
  const [spans, checkpoints]: [ReceivedSpan[], Checkpoint[]] = [[], []];
  const agent = await startTraceAgent((received) => {
    if (received.kind === 'spans') spans.push(...received.spans);
    else checkpoints.push(...received.checkpoints);
  });
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'consume-records.ts')], {
      cwd: workspaceRoot,
      env: {
        PATH: process.env['PATH'],
        TSX_TSCONFIG_PATH: join(workspaceRoot, 'tsconfig.base.json'),
        AWS_REGION: 'eu-west-1',
        // Sends each checkpoint at once, as on Lambda.
        AWS_LAMBDA_FUNCTION_NAME: 'test',
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent',
        DD_TRACE_AGENT_URL: agent.url,
        DD_DATA_STREAMS_ENABLED: 'true',
        DD_TRACE_PROPAGATION_STYLE_EXTRACT: 'none',
      },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end(JSON.stringify(records));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
  } finally {
    await agent.close();
  }
  return { spans, checkpoints };
};

/** What the real tracer sends of messages from other services' tracers. */
it('the context of every producer leads to its span and goes on its pathway, whatever else is in the batch', async () => {
  const records = Object.values(CONTEXTS).flatMap((context) => [byEventBridge(context), bySns(context)]);
  const { spans, checkpoints } = await consume([...records, bySns('"_datadog":null')]);

  const link = { traceId, spanId };
  const linksVia = (system: string) =>
    spans.filter(({ tags }) => tags['messaging.system'] === system).map(({ links }) => links);
  const all = Object.keys(CONTEXTS).map(() => [link]);
  expect(linksVia('aws.eventbridge')).toEqual(all);
  expect(linksVia('aws.sns')).toEqual([...all, []]);
  expect(checkpoints.map(({ parentHash }) => parentHash).filter((hash) => hash === pathwayHash)).toHaveLength(
    records.length,
  );
  expect(spans.filter(({ isError }) => isError)).toEqual([]);
});
