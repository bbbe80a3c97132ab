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

it.each([
  undefined,
  '',
  'garbage',
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `cc-${traceId}-${spanId}-01`,
  `ff-${traceId}-${spanId}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}`,
])('makes no link of the traceparent %p', (traceparent) => {
  expect(linksTo(traceparent === undefined ? {} : { traceparent })).toEqual([]);
});
