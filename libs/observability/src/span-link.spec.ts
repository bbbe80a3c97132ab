import { linksTo } from './span-link.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

it('links to the exact span, with all 128 bits of its trace id', () => {
  const [link] = linksTo({ traceparent: `00-${traceId}-${spanId}-01` });
  const { context } = link!;
  expect(context.toTraceId(true)).toBe(traceId);
  expect(context.toSpanId(true)).toBe(spanId);
  expect(context.toSpanId()).toBe(BigInt(`0x${spanId}`).toString());
});

const links = (headers: Record<string, string>) =>
  linksTo(headers).map(({ context }) => `${context.toTraceId(true)} ${context.toSpanId(true)}`);

it.each([
  `00-${traceId}-${spanId}-01`,
  ` 00-${traceId}-${spanId}-00\t`,
  `01-${traceId}-${spanId}-01`,
  `01-${traceId}-${spanId}-01-what-comes-next`,
  `cc-${traceId}-${spanId}-ff-`,
])('reads the traceparent %p', (traceparent) => {
  expect(links({ traceparent })).toEqual([`${traceId} ${spanId}`]);
});

const decimal = {
  trace: BigInt(`0x${traceId.slice(16)}`).toString(),
  span: BigInt(`0x${spanId}`).toString(),
};
const datadog = { 'x-datadog-trace-id': decimal.trace, 'x-datadog-parent-id': decimal.span };
const tid = `_dd.p.tid=${traceId.slice(0, 16)}`;

it.each([tid, `_dd.p.dm=-1,${tid}`, `${tid},_dd.p.dm=-1`])('reads Datadog’s ids with the tags %p', (tags) => {
  expect(links({ ...datadog, 'x-datadog-tags': tags })).toEqual([`${traceId} ${spanId}`]);
  expect(links({ traceparent: 'garbage', ...datadog, 'x-datadog-tags': tags })).toHaveLength(1);
});

it.each([undefined, '', 'garbage', '_dd.p.tid=xyz', '_dd.p.tid=0af7651916cd43d', `a${tid}`])(
  'reads a trace id of 64 bits if the tags are %p',
  (tags) => {
    expect(links({ ...datadog, ...(tags !== undefined && { 'x-datadog-tags': tags }) })).toEqual([
      `${'0'.repeat(16)}${traceId.slice(16)} ${spanId}`,
    ]);
  },
);

it('pads short ids, accepts the largest, and prefers a traceparent', () => {
  expect(links({ 'x-datadog-trace-id': '1', 'x-datadog-parent-id': String(2n ** 64n - 1n) })).toEqual([
    `${'1'.padStart(32, '0')} ${'f'.repeat(16)}`,
  ]);
  expect(links({ traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`, ...datadog })).toEqual([
    `${'1'.repeat(32)} ${'2'.repeat(16)}`,
  ]);
});

it.each(['', '0', '-1', '0x1', '1.5', '1e3', String(2n ** 64n), '9'.repeat(21), 'garbage'])(
  'makes no link for the Datadog id %p',
  (id) => {
    expect(links({ ...datadog, 'x-datadog-trace-id': id })).toEqual([]);
    expect(links({ ...datadog, 'x-datadog-parent-id': id })).toEqual([]);
  },
);

it.each([
  undefined,
  '',
  'garbage',
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `01-${traceId}-${spanId}-01.more`,
  `cc-${traceId}-${spanId}-0`,
  `01-${'0'.repeat(32)}-${spanId}-01-more`,
  `ff-${traceId}-${spanId}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}`,
])('makes no link for the traceparent %p', (traceparent) => {
  expect(linksTo(traceparent === undefined ? {} : { traceparent })).toEqual([]);
});
