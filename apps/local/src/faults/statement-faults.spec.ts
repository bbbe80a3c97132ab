import { type EmbeddedPostgres, startPostgres } from '@product-service/embedded-postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import type { Fault } from './fault.js';
import { faultInjector, type FaultInjector } from './fault-injector.js';
import type { DatabaseProxy } from './database-proxy.js';

jest.setTimeout(60_000);

const CALLER = 'ProductService-CreateProduct-local';

let postgres: EmbeddedPostgres;
let proxy: DatabaseProxy;
let faults: FaultInjector;
const happened: string[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  faults = faultInjector((activity) => {
    if (activity.event === 'fault') happened.push(`${activity.effect} ${activity.point}`);
  });
  proxy = await faults.proxied(postgres);
  const client = await connect(postgres.url);
  await client.query('CREATE TABLE counter (id int PRIMARY KEY, value int NOT NULL)');
  await client.end();
});
beforeEach(async () => {
  happened.length = 0;
  await faults.clear();
  const client = await connect(postgres.url);
  await client.query('DELETE FROM counter');
  await client.query('INSERT INTO counter VALUES (1, 0)');
  await client.end();
});
afterAll(async () => {
  await proxy.stop();
  await postgres.stop();
});

const connect = async (address: string, settings: object = {}): Promise<Client> => {
  const client = new Client({ connectionString: address, application_name: CALLER, ...settings });
  client.on('error', () => {});
  await client.connect();
  return client;
};
const throughProxy = (settings: object = {}): Promise<Client> => {
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  return connect(url.href, { query_timeout: 500, ...settings });
};
const stored = async (): Promise<number> => {
  const client = await connect(postgres.url);
  const { rows } = await client.query<{ value: number }>('SELECT value FROM counter');
  await client.end();
  return rows[0]!.value;
};
const inject = (statement: 'BEGIN' | 'SELECT' | 'UPDATE' | 'COMMIT', effect: string, seconds = 0): void =>
  faults.inject({ at: 'statement', statement, effect, seconds, caller: CALLER } as Fault);

/** A transaction as the repository sends it: some statements prepared by name, others simple. */
const increment = async (client: Client): Promise<void> => {
  await client.query('BEGIN');
  await client.query({ name: 'read', text: 'SELECT value FROM counter WHERE id = $1', values: [1] });
  await client.query({
    name: 'raise',
    text: 'UPDATE counter SET value = value + 1 WHERE id = $1',
    values: [1],
  });
  await client.query('COMMIT');
};

describe('a statement', () => {
  it.each(['BEGIN', 'SELECT', 'UPDATE', 'COMMIT'] as const)(
    'is not executed if it is cut before: %s',
    async (statement) => {
      const client = await throughProxy();
      inject(statement, 'cut-before');
      await expect(increment(client)).rejects.toThrow('Connection terminated unexpectedly');
      expect(happened).toEqual([`cut-before ${statement}`]);
      expect(await stored()).toBe(0);
    },
  );

  it('is executed if it is cut after, and a COMMIT takes effect', async () => {
    inject('UPDATE', 'cut-after');
    await expect(increment(await throughProxy())).rejects.toThrow('Connection terminated');
    expect(await stored()).toBe(0);
    inject('COMMIT', 'cut-after');
    await expect(increment(await throughProxy())).rejects.toThrow('Connection terminated');
    expect(await stored()).toBe(1);
  });

  it.each([
    ['swallow-before', 0],
    ['swallow-after', 1],
  ])('gets no reply: %s a COMMIT', async (effect, value) => {
    const client = await throughProxy();
    inject('COMMIT', effect);
    await expect(increment(client)).rejects.toThrow('Query read timeout');
    await client.end().catch(() => {});
    expect(await stored()).toBe(value);
  });

  it.each(['delay-before', 'delay-after'])('takes longer: %s', async (effect) => {
    const client = await throughProxy({ query_timeout: 5000 });
    inject('SELECT', effect, 0.3);
    const from = performance.now();
    await increment(client);
    expect(performance.now() - from).toBeGreaterThan(290);
    expect(await stored()).toBe(1);
    await client.end();
  });

  it.each(['SELECT', 'UPDATE', 'COMMIT'] as const)(
    'conflicts, and the connection can be used for the next transaction: %s',
    async (statement) => {
      const client = await throughProxy();
      await increment(client);
      inject(statement, 'conflict');
      await expect(increment(client)).rejects.toMatchObject({ code: '40001' });
      if (statement !== 'COMMIT') await client.query('ROLLBACK');
      await increment(client);
      expect(await stored()).toBe(2);
      await client.end();
    },
  );

  it('conflicts although it is prepared for the first time, or has no name', async () => {
    const client = await throughProxy();
    inject('SELECT', 'conflict');
    await expect(client.query({ name: 'first', text: 'SELECT 1 AS one' })).rejects.toMatchObject({
      code: '40001',
    });
    inject('SELECT', 'conflict');
    await expect(client.query('SELECT $1::int AS one', [1])).rejects.toMatchObject({ code: '40001' });
    expect((await client.query({ name: 'first', text: 'SELECT 1 AS one' })).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it('of another function is left alone', async () => {
    const client = await throughProxy({ application_name: 'ProductService-GetProduct-local' });
    inject('SELECT', 'cut-before');
    await increment(client);
    expect(happened).toEqual([]);
    await client.end();
  });
});

describe('the process of a function', () => {
  it.each([
    ['kill-before', 0],
    ['kill-after', 1],
  ])('is killed: %s a COMMIT', async (effect, value) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    faults.started({
      functionName: CALLER,
      pid: child.pid,
      alive: true,
      ended: once(child, 'exit'),
      shiftClock: () => {},
    });
    inject('COMMIT', effect);
    const ended = once(child, 'exit');
    await expect(increment(await throughProxy())).rejects.toThrow('Connection terminated');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await stored()).toBe(value);
  });
});

describe('the database', () => {
  it('loses nothing that is committed when it is killed and started again', async () => {
    await increment(await throughProxy());
    faults.inject({ at: 'database', effect: 'kill', seconds: 0.2 });
    await faults.clear();
    expect(await stored()).toBe(1);
    faults.inject({ at: 'database', effect: 'kill', seconds: 0 });
    faults.inject({ at: 'database', effect: 'kill', seconds: 0 });
    await faults.clear();
    await increment(await throughProxy());
    expect(await stored()).toBe(2);
  });

  it('answers after a pause when it is frozen', async () => {
    const client = await throughProxy({ query_timeout: 10_000 });
    faults.inject({ at: 'database', effect: 'freeze', seconds: 60 });
    const query = client.query('SELECT 1');
    await faults.clear();
    await query;
    await client.end();
  });

  it('ends all connections', async () => {
    const client = await throughProxy();
    const ended = new Promise((resolve) => client.once('end', resolve));
    faults.inject({ at: 'database', effect: 'end-connections', seconds: 0 });
    await ended;
  });
});
