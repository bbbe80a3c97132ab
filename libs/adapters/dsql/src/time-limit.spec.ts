import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionError } from './connections.js';
import { openDatabase, type Database } from './database.js';
import { createPool, type DatabaseRole } from './pool.js';
import { int32, message } from './testing/postgres-protocol.js';
import { at, create, openProducts } from './testing/repository.js';
import { startTcpProxy, type Verdict } from './testing/tcp-proxy.js';
import { useTestDatabase } from './testing/test-database.js';

/** API Gateway's timeout. */
const API_GATEWAY_MS = 29_000;

const test = useTestDatabase();
const opened: Database[] = [];
const sockets: Socket[] = [];

/** Opens the database as functions do, on a server that applies `fault` to each new connection. */
const openAt = async (fault: (socket: Socket) => void) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.push(socket.on('error', () => {}));
    fault(socket);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return { products: open((server.address() as AddressInfo).port), connections: () => connections };
};
const open = (port: number) => {
  const DATABASE_URL = Object.assign(new URL(test.url), { port }).href;
  const database = openDatabase('application', { DATABASE_URL });
  opened.push(database);
  return openProducts(database).products;
};

/** Accepts the login, then never replies. */
const stall = (socket: Socket): void => {
  socket.once('data', () =>
    socket.write(Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))])),
  );
};

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(opened.map((database) => database.close()));
});

describe('a call to a database', () => {
  it.concurrent.each<[string, (socket: Socket) => void, number, number]>([
    // A second attempt always runs, unless the server replied a moment ago: the first connection may have been dead.
    ['accepts and stays silent', () => {}, 2, 2],
    ['stalls after the login', stall, 1, 1],
    ['stops within a reply', (socket) => void socket.write(message('R', int32(0)).subarray(0, 5)), 2, 2],
    ['resets', (socket) => void socket.resetAndDestroy(), 2, 8],
  ])(
    'that %s fails before API Gateway times out',
    async (_, fault, least, most) => {
      const { products, connections } = await openAt(fault);
      await expect(products.find('FLATWHITE')).rejects.toBeInstanceOf(ConnectionError);
      expect(connections()).toBeGreaterThanOrEqual(least);
      expect(connections()).toBeLessThanOrEqual(most);
    },
    API_GATEWAY_MS,
  );

  it(
    'that is slow with every reply fails before API Gateway times out',
    async () => {
      await create(openProducts(test.database).products);
      const proxy = await startTcpProxy(test.port);
      const products = open(proxy.port);
      await products.find('FLATWHITE');
      proxy.intercept({ fromServer: (): Promise<Verdict> => sleep(5_200, 'pass') });
      // The third of four round trips ends after the limit.
      const request = { key: 'key', fingerprint: 'fingerprint' };
      const change = products.update(
        'FLATWHITE',
        (product) => product.patchDetails({ price: 9 }, at(1)),
        request,
      );
      await expect(change).rejects.toBeInstanceOf(ConnectionError);
      await proxy.stop();
    },
    API_GATEWAY_MS,
  );
});

it.each([
  ['application', '5s'],
  ['admin', '1min'],
] as const)(
  'PostgreSQL cancels statements that %s gave up, and uses Aurora DSQL’s isolation level',
  async (role, timeout) => {
    const pool = poolOf(test.url, role);
    const show = async (setting: string) =>
      (await pool.query(`SELECT current_setting('${setting}') AS value`)).rows[0].value;
    expect(await show('statement_timeout')).toBe(timeout);
    expect(await show('idle_in_transaction_session_timeout')).toBe(timeout);
    expect(await show('default_transaction_isolation')).toBe('repeatable read');
    await pool.end();
  },
);

it('keeps the options in the URL', async () => {
  const databaseUrl = `${test.url}?options=${encodeURIComponent('-c application_name=mine')}`;
  const pool = poolOf(databaseUrl, 'application');
  const { rows } = await pool.query(
    "SELECT current_setting('application_name') AS name, current_setting('default_transaction_isolation') AS level",
  );
  expect(rows).toEqual([{ name: 'mine', level: 'repeatable read' }]);
  await pool.end();
});

const poolOf = (databaseUrl: string, role: DatabaseRole) => {
  const pool = createPool({ databaseUrl }, role);
  // The server may stop before the connections are closed.
  pool.on('error', () => {});
  return pool;
};
