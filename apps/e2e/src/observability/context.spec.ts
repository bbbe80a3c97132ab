import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { startTraceAgent, type Checkpoint, type ReceivedSpan } from '@product-service/observability/agent';
import type { SQSRecord } from 'aws-lambda';
import { PATHWAY, PATHWAY_HASH, PATHWAY_KEY, SPAN_ID, TRACE_ID, TRACEPARENT } from './foreign-context.js';

const datadog = {
  'x-datadog-trace-id': BigInt(`0x${TRACE_ID.slice(16)}`).toString(),
  'x-datadog-parent-id': BigInt(`0x${SPAN_ID}`).toString(),
  'x-datadog-tags': `_dd.p.dm=-1,_dd.p.tid=${TRACE_ID.slice(0, 16)}`,
};

/** The same trace context and pathway, as different producers write it into an envelope. */
const CONTEXTS: Record<string, string> = {
  'as we write it': `"traceparent":"${TRACEPARENT}","_datadog":${JSON.stringify({ traceparent: TRACEPARENT, [PATHWAY_KEY]: PATHWAY })}`,
  'as we write version 2': `"traceparent":"${TRACEPARENT}","tracestate":"dd=s:1","ddpathwayctx":"${PATHWAY}"`,
  'with spaces around it': `"traceparent":" ${TRACEPARENT} ","${PATHWAY_KEY}":"${PATHWAY}"`,
  'in a later version of traceparent': `"traceparent":"01-${TRACE_ID}-${SPAN_ID}-01-more","${PATHWAY_KEY}":"${PATHWAY}"`,
  'as Datadog’s ids': `"_datadog":${JSON.stringify({ ...datadog, [PATHWAY_KEY]: PATHWAY })}`,
  'as Datadog’s ids at the top level': JSON.stringify({ ...datadog, [PATHWAY_KEY]: PATHWAY }).slice(1, -1),
  'in a second `_datadog`, as from Java': `"_datadog":{"${PATHWAY_KEY}":"${PATHWAY}"}, "_datadog": ${JSON.stringify(datadog)}`,
  'in a second `_datadog` with the pathway only': `"_datadog":${JSON.stringify(datadog)},"_datadog":{"${PATHWAY_KEY}":"${PATHWAY}"}`,
  'as a JSON string': `"_datadog":${JSON.stringify(JSON.stringify({ traceparent: TRACEPARENT, [PATHWAY_KEY]: PATHWAY }))}`,
  'under the name of a TypeScript constant': `"traceparent":"${TRACEPARENT}","DSM_PROPAGATION_KEY_BASE_64":"${PATHWAY}"`,
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

/** Consumes the records as one batch. Returns what the tracer sent. */
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

it('links to the span and continues the pathway of every producer, in one batch', async () => {
  const records = Object.values(CONTEXTS).flatMap((context) => [byEventBridge(context), bySns(context)]);
  const { spans, checkpoints } = await consume([...records, bySns('"_datadog":null')]);

  const link = { traceId: TRACE_ID, spanId: SPAN_ID };
  const linksVia = (system: string) =>
    spans.filter(({ tags }) => tags['messaging.system'] === system).map(({ links }) => links);
  const all = Object.keys(CONTEXTS).map(() => [link]);
  expect(linksVia('aws.eventbridge')).toEqual(all);
  expect(linksVia('aws.sns')).toEqual([...all, []]);
  expect(
    checkpoints.map(({ parentHash }) => parentHash).filter((hash) => hash === PATHWAY_HASH),
  ).toHaveLength(records.length);
  expect(spans.filter(({ isError }) => isError)).toEqual([]);
});
