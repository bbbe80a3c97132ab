import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openDatabase } from './database.js';
import { createPool } from './pool.js';
import { openProducts } from './testing/repository.js';

describe('the database', () => {
  it('is the one at DATABASE_URL, else the cluster', () => {
    const DSQL_CLUSTER_ENDPOINT = 'abc.dsql.eu-west-1.on.aws';
    expect(openDatabase('application', { DSQL_CLUSTER_ENDPOINT }).engine).toBe('aurora-dsql');
    const DATABASE_URL = 'postgres://localhost/postgres';
    expect(openDatabase('application', { DATABASE_URL, DSQL_CLUSTER_ENDPOINT }).engine).toBe('postgresql');
  });

  it.each([
    [undefined, true, false],
    ['on', true, true],
    ['off', false, false],
  ])('is pipelined with DATABASE_PIPELINING %p: PostgreSQL %p, Aurora DSQL %p', (value, postgres, dsql) => {
    const options = { ...(value && { DATABASE_PIPELINING: value }) };
    const pipelined = (environment: NodeJS.ProcessEnv) =>
      openDatabase('application', { ...options, ...environment }).isPipelined;
    expect(pipelined({ DATABASE_URL: 'postgres://localhost/postgres' })).toBe(postgres);
    expect(pipelined({ DSQL_CLUSTER_ENDPOINT: 'abc.dsql.eu-west-1.on.aws' })).toBe(dsql);
  });

  it('names a missing variable', () => {
    expect(() => openDatabase('application', {})).toThrow('DSQL_CLUSTER_ENDPOINT is not set');
  });

  it('is connected to at first use', async () => {
    const calls: unknown[] = [];
    const server = createServer((socket) => void calls.push(socket.destroy())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const DATABASE_URL = `postgres://127.0.0.1:${(server.address() as AddressInfo).port}/postgres`;
    const { products } = openProducts(openDatabase('application', { DATABASE_URL }));
    await new Promise((go) => setTimeout(go, 50));
    expect(calls).toEqual([]);
    await expect(products.find('FLATWHITE')).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(calls.length).toBeGreaterThan(0);
    server.close();
  });

  it('keeps connections for less than the hour that Aurora DSQL allows, with a random lifetime', () => {
    const lifetimes = Array.from(
      { length: 20 },
      () =>
        createPool({ clusterEndpoint: 'abc.dsql.eu-west-1.on.aws' }, 'application').options
          .maxLifetimeSeconds,
    );
    expect(Math.max(...lifetimes)).toBeLessThan(3_600);
    expect(new Set(lifetimes).size).toBeGreaterThan(1);
  });
});
