import { ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { DEAD_LETTERS, Service } from '../service.js';
import { CONTEXT, PATHWAY_HASH, SPAN_ID, TRACE_ID } from './foreign-context.js';
import { deleteTopic } from './delete-topic.js';
import { Observation } from './observation.js';
import { untilAnswered, warmUp } from './warm-up.js';

/** The bundled functions in the local cloud, wrapped by datadog-lambda-js as on Lambda. */
describe('traces', () => {
  let observed: Observation;
  let service: Service;

  beforeAll(async () => {
    observed = await Observation.start();
    service = await Service.start({ variables: observed.variables });
    await warmUp(service, observed);
  }, 240_000);

  beforeEach(() => observed.forget());
  afterAll(async () => {
    await service?.stop();
    await observed?.stop();
  });

  const changes = [
    ['CreateProduct', 'product.productCreated', 1, () => service.create('New Thing')],
    ['UpdateProduct', 'product.productUpdated', 2, () => service.update('NEWTHING', 'Thing', 4)],
    ['DeleteProduct', 'product.productDeleted', 3, () => service.delete('NEWTHING')],
  ] as const;

  it.each(changes)('of %s lead to the public events', async (name, type, version, change) => {
    await change();
    await observed.eventually(() => {
      expect(observed.graphOf('NEWTHING')).toEqual([
        `${name}: create ${type}`,
        `OutboxProcessor: publish ${type} → create ${type}`,
        `PublishPublicEvents: process ${type} → publish ${type}`,
        `PublishPublicEvents: publish ${type}.v1 < process ${type}`,
        `PublishPublicEvents: publish ${type}.v2 < process ${type}`,
      ]);
      expect(observed.edges().sort()).toEqual([
        `in outbox ${type} < out outbox ${type}`,
        `in sns ${type} < out sns ${type}`,
        `out eventbridge ${type}.v1 < in sns ${type}`,
        `out eventbridge ${type}.v2 < in sns ${type}`,
        `out outbox ${type}`,
        `out sns ${type} < in outbox ${type}`,
      ]);
      expect(observed.changes.map(({ checkpoint }) => checkpoint).sort()).toEqual([
        `create ${type}`,
        `process ${type}`,
        `publish ${type}`,
        `publish ${type}.v1`,
        `publish ${type}.v2`,
      ]);
    });
    expect(new Set(observed.changes.map((it) => it.id))).toEqual(new Set([`NEWTHING@${version}`]));
    expect(observed.spans.filter(({ isError }) => isError)).toEqual([]);
    // Only our spans have links. The spans of the database and of the SDK below them have none.
    expect(observed.linked().map(({ resource }) => resource)).toEqual([`publish ${type}`, `process ${type}`]);
    // One trace of the request, one of the relay, one of the publisher.
    expect(new Set(observed.messages('NEWTHING').map(({ traceId }) => traceId)).size).toBe(3);
  });

  const facts = [
    ['pricing', 'pricing.pricingCalculated.v1', 'product.pricingChanged', { priceBrackets: [] }],
    ['inventory', 'inventory.stockUpdated.v1', 'product.stockUpdated', { newStockLevel: 7 }],
  ] as const;

  it.each(facts)(
    'of a fact from %s lead from the event to the product',
    async (sender, incoming, fact, data) => {
      const id = `KNOWNTO${sender.toUpperCase()}`;
      await service.create(`Known to ${sender}`);
      await observed.eventually(() => {
        expect(observed.graphOf(id)).toHaveLength(5);
        expect(observed.edges()).toHaveLength(6);
        expect(observed.changes).toHaveLength(5);
      });
      observed.forget();
      await service.putEvent(sender, incoming, { ...CONTEXT, data: { productId: id, ...data } });

      const translate = `Translate${sender === 'pricing' ? 'PricingCalculated' : 'StockUpdated'}`;
      const handle = sender === 'pricing' ? 'HandlePricingChanged' : 'HandleStockUpdated';
      await observed.eventually(() => {
        expect(observed.graphOf(id)).toEqual([
          `${translate}: process ${incoming} → ${TRACE_ID} ${SPAN_ID}`,
          `${translate}: publish ${fact} < process ${incoming}`,
          `${handle}: process ${fact} → publish ${fact}`,
        ]);
        expect(observed.edges().sort()).toEqual([
          `in eventbridge ${incoming} < ${PATHWAY_HASH}`,
          `in sns ${fact} < out sns ${fact}`,
          `out sns ${fact} < in eventbridge ${incoming}`,
        ]);
      });
      expect(observed.messages(id).at(-1)!.tags['product.outcome']).toBe('applied');
      expect(observed.changes).toEqual([]);
      expect(observed.spans.map(({ traceId }) => traceId)).not.toContain(TRACE_ID);
    },
  );

  it('contain the calls of a function to database and queues', async () => {
    await service.create('Detail');
    await observed.eventually(() => expect(observed.graphOf('DETAIL')).toHaveLength(5));
    const below = (name: string) =>
      observed.spans
        .filter(
          ({ traceId }) =>
            traceId === observed.messages('DETAIL').find((it) => it.resource.startsWith(name))!.traceId,
        )
        .map((span) => `${span.name} ${span.resource}`);
    expect(below('create')).toContainEqual(
      expect.stringMatching(/^pg\.query begin; insert into "product_api"\."products"/),
    );
    expect(below('create')).toContainEqual(expect.stringMatching(/sendMessage/i));
    const published = observed.spans.filter(({ resource }) => /publishBatch/i.test(resource));
    expect(published.map(({ tags }) => tags['messaging.batch.message_count'])).toEqual([1]);
  });

  it('of a batch of ten have one span for each message, and only the unreadable one has an error', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `TEN${index}`);
    const bodyOf = (productId: string, newStockLevel: unknown, index: number) => ({
      'detail-type': 'inventory.stockUpdated.v1',
      detail: {
        traceparent: `00-${TRACE_ID}-${String(index + 1).padStart(16, '0')}-01`,
        data: { productId, newStockLevel },
      },
    });
    const bodies = [...ids.map((id, index) => bodyOf(id, 5, index)), bodyOf('POISON', 'many', 9)];
    const [QueueUrl] = (await service.queueUrls(/TranslateStockUpdated/)).filter(
      (url) => !DEAD_LETTERS.test(url),
    );
    const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: JSON.stringify(body) }));
    await service.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    await observed.eventually(() => {
      for (const [index, id] of ids.entries()) {
        expect(observed.graphOf(id)).toEqual([
          `TranslateStockUpdated: process inventory.stockUpdated.v1 → ${TRACE_ID} ${String(index + 1).padStart(16, '0')}`,
          'TranslateStockUpdated: publish product.stockUpdated < process inventory.stockUpdated.v1',
          'HandleStockUpdated: process product.stockUpdated → publish product.stockUpdated',
        ]);
      }
    });
    expect(observed.messages('TEN0').at(-1)!.tags['product.outcome']).toBe('unknown-product');
    const failed = observed.spans.filter(({ isError }) => isError);
    expect(failed.map(({ resource }) => resource)).toEqual(['process unreadable message']);
    expect(failed[0]!.tags['error.message']).toMatch(/data of inventory\.stockUpdated\.v1/);
    // Spans of invocations have the number of messages. Spans of a message have not.
    const runs = observed.spans.filter(
      ({ name, resource }) => name === 'aws.lambda' && /Translate/.test(resource),
    );
    const counts = runs.map(({ tags }) => Number(tags['messaging.batch.message_count']));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(Math.max(...counts)).toBeGreaterThan(1);
    // An unreadable message goes to the dead letters at the first receive.
    const receiving = new ReceiveMessageCommand({
      QueueUrl: (await service.queueUrls(/TranslateStockUpdated/)).find((url) => DEAD_LETTERS.test(url)),
      MessageAttributeNames: ['All'],
      WaitTimeSeconds: 10,
    });
    const { Messages = [] } = await service.sqs.send(receiving);
    expect(Messages.map(({ MessageAttributes }) => MessageAttributes!['ERROR_MESSAGE']!.StringValue)).toEqual(
      [failed[0]!.tags['error.message']],
    );
  }, 60_000);

  it('of a message that succeeds at the second attempt show both attempts', async () => {
    await service.create('Retried');
    await observed.eventually(() => expect(observed.graphOf('RETRIED')).toHaveLength(5));
    observed.forget();

    const createTopicAgain = await deleteTopic(service.sns, /StockUpdated/);
    await service.putEvent('inventory', 'inventory.stockUpdated.v1', {
      ...CONTEXT,
      data: { productId: 'RETRIED', newStockLevel: 3 },
    });
    const attempt = [
      `TranslateStockUpdated: process inventory.stockUpdated.v1 → ${TRACE_ID} ${SPAN_ID}`,
      'TranslateStockUpdated: publish product.stockUpdated FAILED < process inventory.stockUpdated.v1',
    ];
    await observed.eventually(() => expect(observed.graphOf('RETRIED')).toEqual(attempt));
    expect(observed.messages('RETRIED')[0]!.tags['product.outcome']).toBe('failed');

    await createTopicAgain();
    await observed.eventually(
      () =>
        expect(observed.graphOf('RETRIED')).toEqual([
          ...attempt,
          attempt[0],
          attempt[1]!.replace(' FAILED', ''),
          'HandleStockUpdated: process product.stockUpdated → publish product.stockUpdated',
        ]),
      30,
    );
    expect(
      observed.messages('RETRIED').map(({ tags }) => tags['messaging.message.delivery_attempt']),
    ).toEqual([1, undefined, 2, undefined, 1]);
  }, 60_000);

  it('may be lost: requests do not wait for an agent that does not answer or does not run', async () => {
    const createFive = (prefix: string) =>
      Promise.all([0, 1, 2, 3, 4].map(async (index) => (await service.create(`${prefix} ${index}`)).status));
    const created = [201, 201, 201, 201, 201];
    observed.stopAnswering();
    expect(await createFive('Silent')).toEqual(created);
    await observed.stop();
    expect(await createFive('Away')).toEqual(created);
    // A function that starts without an agent, too.
    await untilAnswered(() => service.get('AWAY4'));
    expect((await service.get('AWAY4')).status).toBe(200);
    const errors = service.local.lines.filter(({ event, level }) => event === 'log' && level === 'error');
    expect(errors.filter(({ message }) => /agent|trace/i.test(String(message)))).toEqual([]);
  });
});
