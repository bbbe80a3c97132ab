import { beginningOf, journeyFrom, journeysOf, spansOf } from './journey.js';
import type { Span } from './span.js';
import { spanGraph } from './span-graph.js';
import { recordedSpans, run, span } from './testing/spans.js';

const graphOf = (spans: readonly Span[]) => {
  const graph = spanGraph();
  spans.forEach(graph.add);
  return graph;
};
const idsFrom = (first: Span, others: readonly Span[]): string[] =>
  spansOf(journeyFrom(graphOf([first, ...others]), first)).map(({ spanId }) => spanId);

describe('the journeys', () => {
  it('of a recorded request and of a recorded fact contain all that followed, in other traces too', () => {
    const [request, fact] = journeysOf(recordedSpans());
    const messagesOf = (journey: typeof request): string[] =>
      journey ? spansOf(journey).flatMap(({ name, resource }) => (/^mess/.test(name) ? [resource] : [])) : [];
    expect([request?.span.resource, fact?.span.resource]).toEqual([
      'POST /product',
      'process inventory.stockUpdated.v1',
    ]);
    expect(messagesOf(request)).toEqual([
      'create product.productCreated',
      'publish product.productCreated',
      'process product.productCreated',
      'publish product.productCreated.v1',
      'publish product.productCreated.v2',
    ]);
    expect(messagesOf(fact)).toEqual([
      'process inventory.stockUpdated.v1',
      'publish product.stockUpdated',
      'process product.stockUpdated',
    ]);
  });

  it('of requests begin with the request, also if the client has a trace of its own', () => {
    const request = span('1', 'POST /product', { name: 'aws.apigateway', parent: 'of the client' });
    const within = run('2', 'CreateProduct', { parent: '1' });
    expect(journeysOf([request, within, span('3', 'create it', { parent: '2' })])).toMatchObject([
      { span: request },
    ]);
  });

  it('of several messages contain the span that received all of them', () => {
    const sent = [span('1', 'publish a'), span('2', 'publish b')];
    const links = sent.map(({ traceId, spanId }) => ({ traceId, spanId }));
    const received = span('3', 'process both', { links });
    expect(journeysOf([...sent, received]).map((journey) => spansOf(journey).at(-1))).toEqual([
      received,
      received,
    ]);
  });

  it.each<[string, Span[]]>([
    ['links', [span('2', 'a', { parent: '1', after: '3' }), span('3', 'b', { parent: '2' })]],
    [
      'parents',
      [span('2', 'a', { after: '1', parent: '3' }), span('3', 'b', { parent: '2', name: 'http.request' })],
    ],
    ['a link to itself', [span('2', 'a', { parent: '1', after: '2' })]],
  ])('end, if spans form a cycle by %s', (_, spans) => {
    const expected = spans.filter(({ name }) => name !== 'http.request').map(({ spanId }) => spanId);
    expect(idsFrom(span('1', 'first'), spans)).toEqual(['1', ...expected]);
    expect(spans.map((it) => beginningOf(graphOf(spans), it))).toEqual(spans.map(() => undefined));
  });

  it('can be as long as all spans that are kept', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      span(String(index), 'process it', index > 0 ? { after: String(index - 1) } : {}),
    );
    expect(journeysOf(chain).map((journey) => spansOf(journey).length)).toEqual([20_000]);
  });
});
