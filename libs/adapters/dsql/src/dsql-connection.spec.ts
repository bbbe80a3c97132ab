import { sql } from 'kysely';
import { Client, type PoolConfig } from 'pg';
import type { Database } from './database.js';
import { dsqlOutbox } from './outbox.js';
import { CLUSTER_ENDPOINT } from './testing/dsql-emulator.js';
import { useEmulatedCluster } from './testing/emulated-cluster.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();
const cluster = useEmulatedCluster(test);
const { open } = cluster;
const touch = ({ kysely }: Database) => sql`SELECT 1`.execute(kysely);

describe('a connection to an Aurora DSQL cluster', () => {
  it('serves the repository and the outbox with the grants of the application’s role', async () => {
    const database = open('application');
    const { products } = openProducts(database);
    await create(products);
    await create(products);
    await raisePrice(products);
    await products.update('FLATWHITE', (product) => product.delete(product.state.updatedAt));
    expect(await products.list({ limit: 10 })).toEqual({ products: [] });
    const outbox = dsqlOutbox({ database });
    const [first, second, third] = (await dueEntries(database)).map(({ event }) => event.id);
    await outbox.postpone([first!], 0);
    await outbox.reject(second!, 'too large', 0);
    await outbox.park(third!, 'too large');
    await outbox.remove([first!, second!, third!]);
    expect(cluster.emulator.logins.map(({ parameters }) => parameters.user)).toEqual([
      'product_api_function',
    ]);
    await expect(sql`DELETE FROM product_api.migrations`.execute(database.kysely)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(sql`SELECT * FROM product_api.migrations`.execute(database.kysely)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('uses the token action that belongs to its role', async () => {
    await touch(open('admin'));
    await touch(open('application'));
    expect(
      cluster.emulator.logins.map(({ parameters, token }) => [
        parameters.user,
        /Action=(\w+)/.exec(token)?.[1],
      ]),
    ).toEqual([
      ['admin', 'DbConnectAdmin'],
      ['product_api_function', 'DbConnect'],
    ]);
  });

  it('uses a new token, so that tokens do not expire in a long-running process', async () => {
    const database = open('application', { tokenDurationSecs: 2, maxUses: 1 } as PoolConfig);
    await touch(database);
    await new Promise((go) => setTimeout(go, 2_100));
    await touch(database);
    expect(new Set(cluster.emulator.logins.map(({ token }) => token)).size).toBe(2);
  });

  it('is reused', async () => {
    const database = open('application');
    for (let call = 0; call < 5; call++) await touch(database);
    expect(cluster.emulator.logins).toHaveLength(1);
  });

  it.each<[string, PoolConfig, string]>([
    ['with a role that is not in the database', { user: 'somebody' }, 'role "somebody" does not exist'],
    ['with an expired token', { tokenDurationSecs: 0 } as PoolConfig, 'token expired'],
    ['for another region', { region: 'eu-west-2' } as PoolConfig, 'another region'],
    [
      'with a setting that Aurora DSQL does not know',
      { statement_timeout: 1 },
      '"statement_timeout" not supported',
    ],
  ])('is rejected %s', async (_, overrides, message) => {
    const database = open('application', overrides);
    await expect(touch(database)).rejects.toThrow(message);
    expect(cluster.emulator.logins).toEqual([]);
  });

  it('is rejected for admin with the application’s token', async () => {
    await touch(open('application'));
    const password = cluster.emulator.logins[0]!.token;
    const client = new Client({
      ...cluster.emulator.overrides,
      host: CLUSTER_ENDPOINT,
      user: 'admin',
      password,
    });
    await expect(client.connect()).rejects.toThrow('Wrong user to action mapping');
  });

  it('is rejected without TLS, and by the client if the certificate is not trusted', async () => {
    await expect(touch(open('application', { ssl: false }))).rejects.toThrow('TLS is required');
    await expect(touch(open('application', { ssl: { rejectUnauthorized: true } }))).rejects.toThrow(
      'self-signed',
    );
  });
});
