import type { ReceivedSpan } from './agent/read-spans.js';
import { pathwayTo } from './testing/pathway.js';
import { messageSpan, runProgram, type Run } from './testing/run-program.js';

// Each test runs the real tracer in a separate process, and checks what it sends.
const traceparentOf = ({ traceId, spanId }: { traceId: string; spanId: string }) =>
  `00-${traceId}-${spanId}-01`;

describe('an event on its way from the request to the bus', () => {
  let run: Run;
  beforeAll(async () => {
    run = await runProgram('out');
  });
  const sentAs = (type: string) =>
    run.printed
      .map(({ sent }) => sent as unknown as { type: string; headers: object })
      .find((sent) => sent?.type === type)!;

  it('has one span per step: linked to the previous step, or its child in the same run', () => {
    const create = messageSpan(run, 'create product.productCreated');
    const relay = messageSpan(run, 'publish product.productCreated');
    const process = messageSpan(run, 'process product.productCreated');
    const publish = messageSpan(run, 'publish product.productCreated.v1');
    const reference = ({ traceId, spanId }: ReceivedSpan) => ({ traceId, spanId });

    expect(run.spans).toHaveLength(4);
    expect(new Set([create, relay, process].map(({ traceId }) => traceId)).size).toBe(3);
    expect(create.links).toEqual([]);
    expect(relay.links).toEqual([reference(create)]);
    expect(process.links).toEqual([reference(relay)]);
    expect(publish).toMatchObject({ traceId: process.traceId, parentId: process.spanId, links: [] });
    expect(run.spans.map(({ parentId }) => parentId).filter(Boolean)).toHaveLength(1);
    // The upper half contains the time.
    expect(create.traceId).not.toMatch(/^0{16}/);
  });

  it('carries pathway and trace in its headers', () => {
    const pathway = { 'dd-pathway-ctx-base64': expect.stringMatching(/^[\w+/=]{20,}$/) };
    expect(run.printed[0]).toEqual({
      stamped: { ...pathway, traceparent: traceparentOf(messageSpan(run, 'create product.productCreated')) },
    });
    for (const type of ['product.productCreated', 'product.productCreated.v1']) {
      expect(sentAs(type).headers).toEqual({
        ...pathway,
        traceparent: traceparentOf(messageSpan(run, `publish ${type}`)),
        tracestate: expect.stringMatching(/^dd=/),
      });
    }
  });

  it('is one pathway, with each end of each hop counted once', () => {
    expect(pathwayTo('out eventbridge product.productCreated.v1', run)).toEqual([
      'out outbox product.productCreated',
      'in outbox product.productCreated',
      'out sns product.productCreated',
      'in sns product.productCreated',
      'out eventbridge product.productCreated.v1',
    ]);
    expect(run.checkpoints).toHaveLength(5);
    expect(run.checkpoints.every(({ isManual }) => isManual)).toBe(true);
  });

  it('is one transaction', () => {
    const operations = ['create product.productCreated', 'publish product.productCreated'];
    operations.push('process product.productCreated', 'publish product.productCreated.v1');
    expect(run.changes).toHaveLength(4);
    for (const checkpoint of operations) expect(run.changes).toContainEqual({ id: 'LATTE@1', checkpoint });
  });

  it('has the span attributes of OpenTelemetry and Datadog', () => {
    const common = (operation: string, type: string) => ({
      'messaging.operation.name': operation,
      'messaging.destination.name': type,
      'messaging.message.type': type,
      'product.id': 'LATTE',
    });
    expect(messageSpan(run, 'create product.productCreated')).toMatchObject({
      name: 'messaging.create',
      service: 'ProductService',
      tags: {
        ...common('create', 'product.productCreated'),
        'messaging.operation.type': 'create',
        'messaging.system': 'outbox',
        'messaging.message.body.size': 50,
        'span.kind': 'producer',
      },
    });
    const relay = messageSpan(run, 'publish product.productCreated');
    expect(relay).toMatchObject({
      name: 'messaging.publish',
      tags: {
        ...common('publish', 'product.productCreated'),
        'messaging.operation.type': 'send',
        'messaging.system': 'aws.sns',
        'messaging.message.id': 'event-of-LATTE',
        'messaging.message.body.size': 50,
        'span.kind': 'producer',
      },
    });
    expect(relay.tags['messaging.message.age']).toBeGreaterThanOrEqual(250);
    const process = messageSpan(run, 'process product.productCreated');
    expect(process).toMatchObject({
      name: 'messaging.process',
      tags: {
        ...common('process', 'product.productCreated'),
        'messaging.operation.type': 'process',
        'messaging.system': 'aws.sns',
        'messaging.consumer.group.name': 'TheQueue',
        'messaging.message.id': 'event-of-LATTE',
        'messaging.message.body.size': 50,
        'messaging.message.envelope.size': 321,
        'messaging.message.delivery_attempt': 2,
        'span.kind': 'consumer',
      },
    });
    expect(process.tags['messaging.message.age']).toBeGreaterThanOrEqual(100);
    expect(process.tags).not.toHaveProperty('messaging.batch.message_count');
    expect(messageSpan(run, 'publish product.productCreated.v1').tags['messaging.system']).toBe(
      'aws.eventbridge',
    );
  });
});

describe('messages that are handled concurrently', () => {
  it('do not share their trace or pathway', async () => {
    const run = await runProgram('batch');
    const published = run.checkpoints.filter(({ type }) => type === 'eventbridge');
    const previousOf = (parentHash: string | undefined) =>
      run.checkpoints.find(({ hash }) => hash === parentHash)!;
    const isNew = published.map(({ parentHash }) => previousOf(parentHash).parentHash === undefined);
    expect(isNew.filter(Boolean)).toHaveLength(5);
    expect(isNew.filter((it) => !it)).toHaveLength(5);

    for (let index = 0; index < 10; index += 1) {
      const process = messageSpan(run, 'process product.productCreated', `P${index}`);
      const publish = messageSpan(run, 'publish product.productCreated.v1', `P${index}`);
      const relay = messageSpan(run, 'publish product.productCreated', `P${index}`);
      expect(publish).toMatchObject({ traceId: process.traceId, parentId: process.spanId });
      expect(process.links).toEqual(relay ? [{ traceId: relay.traceId, spanId: relay.spanId }] : []);
    }
  });
});

it('checkpoints of messages that are handled concurrently leave together', async () => {
  const { checkpoints, changes, checkpointRequests } = await runProgram('together');
  expect(checkpoints).toHaveLength(20);
  expect(changes).toHaveLength(20);
  // The tracer itself sends the first checkpoint of a process.
  expect(checkpointRequests).toBe(2);
});

it('a message with any headers is handled; only complete span ids make a link', async () => {
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const odd = [
    {},
    { traceparent: '' },
    { traceparent: 'garbage' },
    { traceparent: `00-${'0'.repeat(32)}-${spanId}-01` },
    { traceparent: `ff-${traceId}-${spanId}-01` },
    { traceparent: `00-${traceId}-${spanId}-01-more` },
    { 'x-datadog-trace-id': '0', 'x-datadog-parent-id': '1' },
    { 'x-datadog-trace-id': '1' },
    { 'dd-pathway-ctx-base64': '' },
    { 'dd-pathway-ctx-base64': 'garbage, and more of it' },
    { 'dd-pathway-ctx-base64': '////////////////////////////' },
    { 'dd-pathway-ctx-base64': 'AAAAAAAAAAA=' },
  ];
  const { spans, checkpoints } = await runProgram('consume', [
    ...odd,
    { traceparent: `00-${traceId}-${spanId}-01` },
  ]);
  expect(spans.map(({ tags }) => tags['product.outcome'])).toEqual([...odd, null].map(() => 'applied'));
  expect(spans.flatMap(({ links }) => links)).toEqual([{ traceId, spanId }]);
  expect(spans.at(-1)!.traceId).not.toBe(traceId);
  expect(checkpoints).toHaveLength(odd.length + 1);
});

it('every format of span ids makes the same link', async () => {
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const ids = { 'x-datadog-trace-id': '9532127138774266268', 'x-datadog-parent-id': '13235353014750950193' };
  const formats = [
    { traceparent: ` 00-${traceId}-${spanId}-01 ` },
    { traceparent: `01-${traceId}-${spanId}-01-and-more` },
    { ...ids, 'x-datadog-tags': '_dd.p.dm=-1,_dd.p.tid=0af7651916cd43dd' },
  ];
  const { spans } = await runProgram('consume', [...formats, ids]);
  expect(spans.map(({ links }) => links)).toEqual([
    ...formats.map(() => [{ traceId, spanId }]),
    [{ traceId: `${'0'.repeat(16)}${traceId.slice(16)}`, spanId }],
  ]);
});

it('without tracing everything works, and events carry no trace headers', async () => {
  const { printed, spans } = await runProgram('out', null, { DD_TRACE_ENABLED: 'false' });
  expect(printed).toHaveLength(3);
  expect(printed[0]).toEqual({ stamped: {} });
  expect(spans).toEqual([]);
});

it("a log line contains trace and span ids in Datadog's format", async () => {
  const { printed, spans } = await runProgram('log');
  expect(printed).toEqual([
    { productId: 'LATTE' },
    {
      productId: 'LATTE',
      dd: {
        trace_id: spans[0]!.traceId,
        span_id: BigInt(`0x${spans[0]!.spanId}`).toString(),
        service: 'ProductService',
        env: 'test',
        version: 'abc',
      },
    },
  ]);
});
