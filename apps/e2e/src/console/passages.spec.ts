import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Topology } from '@product-service/console/protocol';
import { stackName } from '@product-service/environment';
import {
  deployTemplate,
  describeTopology,
  type Exchange,
  type InProcess,
  type Passage,
  startInProcess,
} from '@product-service/local/in-process';
import { eventually } from '../eventually.js';
import { buildAssembly, ENV } from './assemblies.js';

jest.setTimeout(300_000);

let local: InProcess;
let topology: Topology;
const passages: Passage[] = [];
const exchanges: Exchange[] = [];

beforeAll(async () => {
  const { assembly, work } = await buildAssembly('cdk');
  const deployed = await deployTemplate(assembly, { env: ENV, stackName: stackName(ENV), workFolder: work });
  topology = await describeTopology(deployed);
  await deployed.stop();
  local = await startInProcess(assembly, ENV, {
    passed: (passage) => void passages.push(passage),
    exchanged: (exchange) => void exchanges.push(exchange),
  });
});
afterAll(() => local?.stop());

const nameOf = (id: string): string => topology.places.find((place) => place.id === id)?.name ?? id;
/** The ways of the messages that contain this text, each once, in the order of their first message. */
const waysOf = (text: string): string[] => [
  ...new Set(
    passages
      .filter(({ bodies }) => bodies.some((body) => body.includes(text)))
      .map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`),
  ),
];

const post = (body: object): Promise<Response> =>
  fetch(`${local.api}/product`, {
    method: 'POST',
    headers: { authorization: `Bearer ${local.token}` },
    body: JSON.stringify(body),
  });
const putFact = async (Detail: object): Promise<void> => {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new EventBridgeClient({ endpoint: local.aws, region: local.region, credentials });
  const entry = {
    EventBusName: `shared-bus-${ENV}`,
    Source: `${ENV}.inventory`,
    DetailType: 'inventory.stockUpdated.v1',
    Detail: JSON.stringify(Detail),
  };
  await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
};

it('reports the way of a product, and the exchange with its client', async () => {
  const response = await post({ name: 'Observed', price: 2 });
  const text = await response.text();
  await eventually(async () => {
    expect(waysOf('OBSERVED').at(-1)).toBe('PublishPublicEvents → shared-bus');
  });
  expect(waysOf('Observed')).toEqual(
    expect.arrayContaining(['Clients → REST API', 'REST API → CreateProduct']),
  );
  expect(waysOf('OBSERVED')).toEqual([
    'OutboxProcessor → ProductCreated',
    'PublicEventsQueue → PublishPublicEvents',
    'PublishPublicEvents → shared-bus',
  ]);
  const ways = passages.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`);
  expect(ways).toEqual(
    expect.arrayContaining([
      'every minute → OutboxQueue',
      'CreateProduct → OutboxQueue',
      'OutboxQueue → OutboxProcessor',
    ]),
  );
  expect(exchanges).toEqual([
    {
      method: 'POST',
      path: '/product',
      requestHeaders: expect.objectContaining({ authorization: `Bearer ${local.token}` }),
      requestBody: '{"name":"Observed","price":2}',
      status: 201,
      answerHeaders: expect.arrayContaining([['ETag', response.headers.get('etag')]]),
      answerBody: text,
      from: expect.any(Number),
      to: expect.any(Number),
    },
  ]);
  expect(exchanges[0]!.to).toBeGreaterThan(exchanges[0]!.from);
});

it('reports the way of a fact of another service', async () => {
  const time = new Date().toISOString();
  const data = { productId: 'OBSERVED', newStockLevel: 77 };
  const head = { specversion: '1.0', source: `${ENV}.inventory`, type: 'inventory.stockUpdated.v1' };
  await putFact({ ...head, id: 'observed-fact', time, subject: 'OBSERVED', data });
  await eventually(async () => {
    expect(waysOf('77').at(-1)).toBe('StockUpdatedQueue → HandleStockUpdated');
  });
  expect(waysOf('77')).toEqual([
    'Other services → shared-bus',
    'shared-bus → bus',
    'bus → TranslateStockUpdatedQueue',
    'TranslateStockUpdatedQueue → TranslateStockUpdated',
    'TranslateStockUpdated → StockUpdated',
    'StockUpdatedQueue → HandleStockUpdated',
  ]);
});

it('reports that a consumer gives a message up', async () => {
  await putFact({ nothing: 'of-this-is-a-fact' });
  await eventually(async () => {
    expect(waysOf('of-this-is-a-fact').at(-1)).toBe(
      'TranslateStockUpdated → TranslateStockUpdatedQueueDeadLetters',
    );
  });
});

it('reports ways only that the topology has', () => {
  const known = new Set(topology.connections.map(({ from, to }) => `${from} ${to}`));
  expect(passages.filter(({ from, to }) => !known.has(`${from} ${to}`))).toEqual([]);
});
