import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Topology } from '@product-service/console/protocol';
import { migrate, openDatabase } from '@product-service/dsql';
import { type EmbeddedPostgres, startPostgres } from '@product-service/embedded-postgres';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { arnOf } from '../core/account.js';
import { type Emulator, openEmulator } from '../emulator/emulator.js';
import { emptyAccount } from '../testing/empty-account.js';
import { readGauges } from './gauges.js';
import { type OutboxGauge, outboxGauge } from './outbox-gauge.js';

jest.setTimeout(60_000);

describe('the gauges of queues', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await openEmulator(undefined, 'us-east-1');
  });
  afterAll(() => emulator.stop());

  it('count what waits and what is in flight, and report a queue that is gone', async () => {
    const { context, services } = emptyAccount({ emulator: emulator.endpoint, endpoint: emulator.endpoint });
    const { queues } = services.sqs;
    const { client } = queues;
    const idOf = (name: string): string => arnOf(context.account, 'sqs', name);
    for (const QueueName of ['orders', 'gone']) await client.send(new CreateQueueCommand({ QueueName }));
    const QueueUrl = queues.urlOf(idOf('orders'));
    for (const DelaySeconds of [0, 0, 900]) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm', DelaySeconds }));
    }
    await client.send(new ReceiveMessageCommand({ QueueUrl }));
    await client.send(new DeleteQueueCommand({ QueueUrl: queues.urlOf(idOf('gone')) }));
    const topology: Topology = {
      places: [
        { id: idOf('orders'), kind: 'queue', name: 'orders' },
        { id: idOf('gone'), kind: 'dead-letters', name: 'gone' },
        { id: 'api', kind: 'api', name: 'REST API' },
      ],
      connections: [],
    };
    expect(await readGauges(topology, { queues })).toEqual([
      { place: idOf('orders'), waiting: 2, inFlight: 1 },
      { place: idOf('gone'), waiting: 0, problem: expect.stringContaining('queue') },
    ]);
    client.destroy();
  });
});

describe('the gauge of the outbox', () => {
  let server: EmbeddedPostgres;
  let outbox: OutboxGauge;
  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(() => {
    outbox = outboxGauge(server.url);
  });
  afterEach(() => outbox.close());
  afterAll(() => server.stop());

  it('does not exist while the database has no outbox', async () => {
    expect(await outbox.read()).toBeUndefined();
  });

  it('counts what waits and what is parked', async () => {
    const database = openDatabase('admin', { DATABASE_URL: server.url });
    await migrate({ database });
    await database.close();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`
      insert into product_api.outbox (event_id, product_id, product_version, type, data, occurred_at, headers, parked_at, held_until)
      select gen_random_uuid(), 'P' || n, 1, 'product.productDeleted', '{}', now(), '{}',
        case when n = 1 then now() end, case when n = 1 then now() + interval '1 day' end
      from generate_series(1, 3) as n`);
    await client.end();
    expect(await outbox.read()).toEqual({ place: 'database', waiting: 3, parked: 1 });
  });

  it('has a problem while the database does not answer, and then sends it nothing more', async () => {
    const connections = new Set<Socket>();
    const silent = createServer((socket) => void connections.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const silenced = outboxGauge(`postgres://nobody@127.0.0.1:${port}/none`);
    const problem = 'The database does not answer.';
    const expected = { place: 'database', waiting: 0, problem };
    expect(await silenced.read()).toEqual(expected);
    const { size } = connections;
    expect(size).toBeGreaterThan(0);
    expect(await silenced.read()).toEqual(expected);
    expect(connections.size).toBe(size);
    await silenced.close();
    for (const connection of connections) connection.destroy();
    silent.close();
  });

  it('has a problem if the database is gone', async () => {
    const nowhere = outboxGauge('postgres://nobody@127.0.0.1:1/none');
    const gauge = await nowhere.read();
    expect(gauge).toMatchObject({ place: 'database', problem: expect.any(String) });
    await nowhere.close();
  });
});
