import { stripVTControlCharacters } from 'node:util';
import { drawJourney } from './draw-journey.js';
import { journeysOf } from './journey.js';
import type { Span } from './span.js';
import { run, span } from './testing/spans.js';
import { traceView } from './trace-view.js';

const drawingOf = (...spans: Span[]): string[] =>
  journeysOf(spans)
    .flatMap(drawJourney)
    .map((line) => stripVTControlCharacters(line).replace(/ {2,}/g, '  '));

/** A request. One run of the relay publishes its event and that of another request. */
const request = [
  span('1', 'POST /product', { name: 'aws.apigateway', tags: { 'http.status_code': '201' }, duration: 50 }),
  run('2', 'CreateProduct', { parent: '1', start: 1_002, duration: 40, tags: { cold_start: 'true' } }),
  span('3', 'aws.lambda.require', { name: 'aws.lambda.require', parent: '2' }),
  span('4', 'create it', { parent: '2', name: 'messaging.create', start: 1_010 }),
  span('5', 'INSERT\n  INTO\u001b[2J products', { parent: '2', name: 'pg.query', start: 1_020 }),
];
const relay = [
  run('a', 'OutboxProcessor', { start: 1_060 }),
  span('b', 'publish it', {
    parent: 'a',
    name: 'messaging.publish',
    start: 1_065,
    after: '4',
    duration: 12_345,
  }),
  span('c', 'publish another', { parent: 'a', name: 'messaging.publish', start: 1_066, after: 'unknown' }),
];

describe('a journey', () => {
  it('is drawn across traces along the span links, with waiting times', () => {
    expect(drawingOf(...request, ...relay).slice(0, 7)).toEqual([
      '',
      '  waited  began  took',
      'POST /product 201  0 ms  50 ms',
      '└─ CreateProduct (cold start)  2 ms  40 ms',
      '  ├─ create it  10 ms  5 ms',
      '  │  └┄▶ OutboxProcessor: publish it  50 ms  65 ms  12.3 s',
      '  └─ INSERT  INTO [2J products  20 ms  5 ms',
    ]);
  });

  it('begins with a request, or with a message that links to no known span', () => {
    expect(journeysOf([...request, ...relay]).map((journey) => journey.span.resource)).toEqual([
      'POST /product',
      'publish another',
    ]);
    // A sweep that finds nothing is not a journey.
    expect(
      journeysOf([run('a', 'OutboxProcessor'), span('b', 'select', { name: 'pg.query', parent: 'a' })]),
    ).toEqual([]);
  });

  it('shows a failure, its reason and the number of the attempt', () => {
    const tags = {
      'product.id': 'LATTE',
      'product.outcome': 'failed',
      'messaging.message.delivery_attempt': 2,
    };
    const failed = span('1', 'process it', { isError: true, tags: { ...tags, 'error.message': 'Not JSON' } });
    expect(drawingOf(failed).slice(2)).toEqual([
      'process it (failed, attempt 2) of LATTE  0 ms  5 ms',
      '  Not JSON',
    ]);
  });
});

describe('the trace view', () => {
  it('draws a journey once, when its spans have arrived', async () => {
    const lines: string[] = [];
    const view = traceView((line) => lines.push(stripVTControlCharacters(line)));
    const drawn = async (resource: string, times: number) => {
      for (const deadline = Date.now() + 5_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = lines.filter((line) => line.includes(resource)).length;
        if (found === times) return;
        if (Date.now() > deadline) throw new Error(`Drawn ${found} times:\n${lines.join('\n')}`);
      }
    };
    view.arrived(request);
    expect(lines).toEqual([]);
    await drawn('POST /product', 1);
    view.stop();
  }, 15_000);
});
