import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { Service } from '../service.js';
import { Observation, sleep } from './observation.js';

/** What another service's tracer would have put into its events. */
const THEIRS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${THEIRS.traceId}-${THEIRS.spanId}-01`;
const PATHWAY = 'galj77uSnibYt5KvwGjYt5KvwGg=';
const PATHWAY_HASH = String(Buffer.from(PATHWAY, 'base64').readBigUInt64LE());
const CONTEXT = {
  traceparent: TRACEPARENT,
  _datadog: { traceparent: TRACEPARENT, 'dd-pathway-ctx-base64': PATHWAY },
};

/** A function that takes long to start may let API Gateway's time run out: the next request finds it running. */
const answered = async (request: () => Promise<{ status: number }>): Promise<void> => {
  while ((await request()).status >= 500) await sleep(200);
};

/** The bundled functions in the local cloud, wrapped by datadog-lambda-js as they are on Lambda. */
describe('what the tracers send', () => {
  let observed: Observation;
  let service: Service;

  beforeAll(async () => {
    observed = await Observation.start();
    service = await Service.start({ variables: observed.variables });
    await warmUp();
  }, 240_000);

  /** Puts an event of another service on the bus. */
  const tell = async (sender: string, type: string, detail: object) => {
    const EventBusName = await service.parameter('/local/ProductService/event-bus-name');
    const entry = {
      EventBusName,
      Source: `local.${sender}`,
      DetailType: type,
      Detail: JSON.stringify(detail),
    };
    await service.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
  };

  /** Starts every function: what comes while one starts is answered or handled late, and more than once. */
  const warmUp = async () => {
    await answered(() => service.create('Warm Up'));
    await answered(() => service.update('WARMUP', 'Warm Up', 9));
    await tell('pricing', 'pricing.pricingCalculated.v1', {
      data: { productId: 'WARMUP', priceBrackets: [] },
    });
    await tell('inventory', 'inventory.stockUpdated.v1', {
      data: { productId: 'WARMUP', newStockLevel: 1 },
    });
    await answered(() => service.delete('WARMUP'));
    const ends = ['product.productCreated.v1', 'product.productUpdated.v1', 'product.productDeleted.v1'];
    const all = [
      ...ends.map((end) => `publish ${end}`),
      'process product.pricingChanged',
      'process product.stockUpdated',
    ];
    const names = () => observed.messages('WARMUP').map(({ resource }) => resource);
    await observed.eventually(() => expect(names()).toEqual(expect.arrayContaining(all)), 60);
  };

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

  it.each(changes)('of %s: its whole way out', async (name, type, version, change) => {
    await change();
    await observed.eventually(() => {
      expect(observed.graphOf('NEWTHING')).toEqual([
        `${name}: create ${type}`,
        `OutboxProcessor: publish ${type} → create ${type}`,
        `PublishPublicEvents: process ${type} → publish ${type}`,
        `PublishPublicEvents: publish ${type}.v1 < process ${type}`,
      ]);
      expect(observed.edges().sort()).toEqual([
        `in outbox ${type} < out outbox ${type}`,
        `in sns ${type} < out sns ${type}`,
        `out eventbridge ${type}.v1 < in sns ${type}`,
        `out outbox ${type}`,
        `out sns ${type} < in outbox ${type}`,
      ]);
      expect(observed.changes.map(({ checkpoint }) => checkpoint).sort()).toEqual([
        `create ${type}`,
        `process ${type}`,
        `publish ${type}`,
        `publish ${type}.v1`,
      ]);
    });
    expect(new Set(observed.changes.map((it) => it.id))).toEqual(new Set([`NEWTHING@${version}`]));
    expect(observed.spans.filter(({ isError }) => isError)).toEqual([]);
    // Only ours have links: not those of the database and of the SDK below them.
    expect(observed.spans.filter(({ links }) => links.length > 0)).toHaveLength(2);
    // One of the request, one of the relay, one of the publisher.
    expect(new Set(observed.messages('NEWTHING').map(({ traceId }) => traceId)).size).toBe(3);
  });

  const facts = [
    ['pricing', 'pricing.pricingCalculated.v1', 'product.pricingChanged', { priceBrackets: [] }],
    ['inventory', 'inventory.stockUpdated.v1', 'product.stockUpdated', { newStockLevel: 7 }],
  ] as const;

  it.each(facts)('of a fact from %s: its whole way in', async (sender, incoming, fact, data) => {
    const id = `KNOWNTO${sender.toUpperCase()}`;
    await service.create(`Known to ${sender}`);
    await observed.eventually(() => {
      expect(observed.graphOf(id)).toHaveLength(4);
      expect(observed.edges()).toHaveLength(5);
      expect(observed.changes).toHaveLength(4);
    });
    observed.forget();
    await tell(sender, incoming, { ...CONTEXT, data: { productId: id, ...data } });

    const translate = `Translate${sender === 'pricing' ? 'PricingCalculated' : 'StockUpdated'}`;
    const handle = sender === 'pricing' ? 'HandlePricingChanged' : 'HandleStockUpdated';
    await observed.eventually(() => {
      expect(observed.graphOf(id)).toEqual([
        `${translate}: process ${incoming} → ${THEIRS.traceId} ${THEIRS.spanId}`,
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
    expect(observed.spans.map(({ traceId }) => traceId)).not.toContain(THEIRS.traceId);
  });

  it('of the calls to database and queues that a function makes', async () => {
    await service.create('Detail');
    await observed.eventually(() => expect(observed.graphOf('DETAIL')).toHaveLength(4));
    const below = (name: string) =>
      observed.spans
        .filter(
          ({ traceId }) =>
            traceId === observed.messages('DETAIL').find((it) => it.resource.startsWith(name))!.traceId,
        )
        .map((span) => `${span.name} ${span.resource}`);
    expect(below('create')).toContainEqual(
      expect.stringMatching(/^pg\.query insert into "product_api"\."products"/),
    );
    expect(below('create')).toContainEqual(expect.stringMatching(/sendMessage/i));
    const published = observed.spans.filter(({ resource }) => /publishBatch/i.test(resource));
    expect(published.map(({ tags }) => tags['messaging.batch.message_count'])).toEqual([1]);
  });

  it('of ten messages, one of them unreadable: each by itself, and the error where it is', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `TEN${index}`);
    const bodyOf = (productId: string, newStockLevel: unknown, index: number) => ({
      'detail-type': 'inventory.stockUpdated.v1',
      detail: {
        traceparent: `00-${THEIRS.traceId}-${String(index + 1).padStart(16, '0')}-01`,
        data: { productId, newStockLevel },
      },
    });
    const bodies = [...ids.map((id, index) => bodyOf(id, 5, index)), bodyOf('POISON', 'many', 9)];
    const { QueueUrls = [] } = await service.sqs.send(new ListQueuesCommand({}));
    const QueueUrl = QueueUrls.find((url) => /TranslateStockUpdated/.test(url) && !/DeadL/.test(url));
    const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: JSON.stringify(body) }));
    await service.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    await observed.eventually(() => {
      for (const [index, id] of ids.entries()) {
        expect(observed.graphOf(id)).toEqual([
          `TranslateStockUpdated: process inventory.stockUpdated.v1 → ${THEIRS.traceId} ${String(index + 1).padStart(16, '0')}`,
          'TranslateStockUpdated: publish product.stockUpdated < process inventory.stockUpdated.v1',
          'HandleStockUpdated: process product.stockUpdated → publish product.stockUpdated',
        ]);
      }
    });
    expect(observed.messages('TEN0').at(-1)!.tags['product.outcome']).toBe('unknown-product');
    const failed = observed.spans.filter(({ isError }) => isError);
    expect(failed.map(({ resource }) => resource)).toEqual(['process unreadable message']);
    expect(failed[0]!.tags['error.message']).toMatch(/data of inventory\.stockUpdated\.v1/);
    // Runs are told how many messages they handled; a message's own span is not.
    const runs = observed.spans.filter(
      ({ name, resource }) => name === 'aws.lambda' && /Translate/.test(resource),
    );
    const counts = runs.map(({ tags }) => Number(tags['messaging.batch.message_count']));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(Math.max(...counts)).toBeGreaterThan(1);
    // It is given up at the first look.
    const receiving = new ReceiveMessageCommand({
      QueueUrl: QueueUrls.find((url) => /TranslateStockUpdated.*DeadL/.test(url)),
      MessageAttributeNames: ['All'],
      WaitTimeSeconds: 10,
    });
    const { Messages = [] } = await service.sqs.send(receiving);
    expect(Messages.map(({ MessageAttributes }) => MessageAttributes!['ERROR_MESSAGE']!.StringValue)).toEqual(
      [failed[0]!.tags['error.message']],
    );
  }, 60_000);

  it('of a message that is handled at the second attempt', async () => {
    const { sns } = service;
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    const TopicArn = Topics.map((topic) => topic.TopicArn!).find((arn) => /AclStockUpdated/.test(arn))!;
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    await service.create('Retried');
    await observed.eventually(() => expect(observed.graphOf('RETRIED')).toHaveLength(4));
    observed.forget();

    await sns.send(new DeleteTopicCommand({ TopicArn }));
    await tell('inventory', 'inventory.stockUpdated.v1', {
      ...CONTEXT,
      data: { productId: 'RETRIED', newStockLevel: 3 },
    });
    const attempt = [
      `TranslateStockUpdated: process inventory.stockUpdated.v1 → ${THEIRS.traceId} ${THEIRS.spanId}`,
      'TranslateStockUpdated: publish product.stockUpdated FAILED < process inventory.stockUpdated.v1',
    ];
    await observed.eventually(() => expect(observed.graphOf('RETRIED')).toEqual(attempt));
    expect(observed.messages('RETRIED')[0]!.tags['product.outcome']).toBe('failed');

    await sns.send(new CreateTopicCommand({ Name: TopicArn.split(':').at(-1)! }));
    for (const { Protocol, Endpoint } of Subscriptions)
      await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
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

  it('may get lost: nobody waits for an agent that is silent, or away', async () => {
    const answers = async (prefix: string) => {
      const names = Array.from({ length: 5 }, (_, index) => `${prefix} ${index}`);
      return Promise.all(names.map(async (name) => (await service.create(name)).status));
    };
    const served = [201, 201, 201, 201, 201];
    observed.fallSilent();
    expect(await answers('Silent')).toEqual(served);
    await observed.stop();
    expect(await answers('Away')).toEqual(served);
    // A function that starts without one, too.
    await answered(() => service.get('AWAY4'));
    expect((await service.get('AWAY4')).status).toBe(200);
    const errors = service.local.lines.filter(({ event, level }) => event === 'log' && level === 'error');
    expect(errors.filter(({ message }) => /agent|trace/i.test(String(message)))).toEqual([]);
  });
});
