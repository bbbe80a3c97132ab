import { journeysOf, type Journey } from './journey.js';
import type { Span } from './span.js';
import { MAXIMUM_DEPTH, MAXIMUM_STEPS, shownJourney } from './journey-steps.js';
import { recordedSpans, run, span } from './testing/spans.js';

const shown = (spans: readonly Span[]) => {
  const [journey] = journeysOf(spans) as [Journey];
  return shownJourney(journey, () => []);
};

describe('the steps of a journey', () => {
  it('are in the order in which they are drawn, with their function', () => {
    const { steps, ...summary } = shown(recordedSpans());
    expect(summary).toEqual({
      id: '39ad5285ac250881',
      traceId: '0123456789abcdef0123456789abcdef',
      name: 'POST /product 201',
      productIds: ['FLATWHITE'],
      start: 1795678508585.9998,
      duration: expect.closeTo(35.09),
      spans: steps.length,
      isError: false,
    });
    expect(
      steps.map(
        ({ depth, kind, function: ranIn, label }) =>
          `${depth} ${kind} ${ranIn ?? '-'}: ${label.slice(0, 34).trimEnd()}`,
      ),
    ).toEqual([
      '0 request -: POST /product 201',
      '1 run CreateProduct: CreateProduct',
      '2 call CreateProduct: pg.pool.acquire',
      '2 call CreateProduct: begin; insert into "product_api"."',
      '2 message CreateProduct: create product.productCreated',
      '3 message OutboxProcessor: publish product.productCreated',
      '4 call OutboxProcessor: publishBatch',
      '4 message PublishPublicEvents: process product.productCreated',
      '5 message PublishPublicEvents: publish product.productCreated.v1',
      '5 message PublishPublicEvents: publish product.productCreated.v2',
      '2 call CreateProduct: insert into "product_api"."outbox"',
      '2 call CreateProduct: sendMessage',
    ]);
  });

  it('tell how long a message had waited, what failed and why', () => {
    const sent = span('1', 'publish it', { start: 1_000, duration: 5 });
    const tags = { 'error.message': 'Not JSON', 'messaging.message.delivery_attempt': 2 };
    const received = span('2', 'process it', { after: '1', start: 1_065, isError: true, tags });
    const { steps, isError } = shown([sent, run('r', 'Consumer'), { ...received, parentId: 'r' }]);
    expect(isError).toBe(true);
    expect(steps).toMatchObject([
      { label: 'publish it', start: 0, isError: false },
      {
        label: 'process it (attempt 2)',
        function: 'Consumer',
        start: 65,
        waited: 60,
        isError: true,
        problem: 'Not JSON',
        tags,
      },
    ]);
    expect(steps[0]).not.toHaveProperty('waited');
  });

  it('contain the part of a batch that is about their own message', () => {
    const requests = ['a', 'b'].flatMap((id) => [
      span(id, `POST ${id}`, { name: 'aws.apigateway' }),
      span(`${id}1`, `create ${id}`, { parent: id }),
    ]);
    const relay = [run('r', 'OutboxProcessor')].concat(
      ['a', 'b'].map((id) => span(`${id}2`, `publish ${id}`, { parent: 'r', after: `${id}1` })),
    );
    const [a, b] = journeysOf([...requests, ...relay]).map((journey) =>
      shownJourney(journey, () => []).steps.map(({ label }) => label),
    );
    expect(a).toEqual(['POST a', 'create a', 'publish a']);
    expect(b).toEqual(['POST b', 'create b', 'publish b']);
  });

  it('are limited: the last one says how many are left out', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      span(String(index), 'process it', index > 0 ? { after: String(index - 1) } : {}),
    );
    const { steps, spans } = shown(chain);
    expect(spans).toBe(10_000);
    expect(steps).toHaveLength(MAXIMUM_STEPS + 1);
    expect(steps.at(-1)?.label).toBe(`${10_000 - MAXIMUM_STEPS} more spans are not shown`);
    expect(Math.max(...steps.map(({ depth }) => depth))).toBe(MAXIMUM_DEPTH);
    expect(shown(chain.slice(0, MAXIMUM_STEPS)).steps.at(-1)?.label).toBe('process it');
  });
});
