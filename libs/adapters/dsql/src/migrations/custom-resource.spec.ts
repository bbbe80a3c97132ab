import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { openDatabase, type Database } from '../database.js';
import { databaseMigrationHandler } from './handler.js';
import { migrationsHash } from './steps.js';

let server: EmbeddedPostgres;
let database: Database;
const answers: { request: IncomingMessage; body: string }[] = [];
let refusals = 0;

const cloudFormation = createServer(async (request, response) => {
  const body = await text(request);
  response.statusCode = refusals-- > 0 ? 503 : 200;
  if (response.statusCode === 200) answers.push({ request, body });
  response.end();
});

beforeAll(async () => {
  server = await startPostgres();
  database = openDatabase('admin', { DATABASE_URL: server.url });
  cloudFormation.listen(0, '127.0.0.1');
  await once(cloudFormation, 'listening');
}, 30_000);
beforeEach(() => {
  answers.length = 0;
  refusals = 0;
});
afterAll(async () => {
  await database.close();
  await server.stop();
  cloudFormation.closeAllConnections();
  cloudFormation.close();
});

const requestOf = (change: Partial<CloudFormationCustomResourceEvent>) =>
  ({
    RequestType: 'Create',
    RequestId: 'request',
    ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer?signature=x`,
    StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/ProductService-dev/1',
    ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:ProductService-MigrateDatabase-dev',
    ResourceType: 'Custom::DatabaseMigration',
    LogicalResourceId: 'DatabaseMigration',
    ResourceProperties: { migrations: migrationsHash(), roleArns: [] },
    ...change,
  }) as unknown as CloudFormationCustomResourceEvent;

/** Returns the response that CloudFormation receives. */
const run = async (
  change: Partial<CloudFormationCustomResourceEvent> = {},
  { on = database, remaining = 900_000 } = {},
) => {
  await databaseMigrationHandler(on)(requestOf(change), { getRemainingTimeInMillis: () => remaining });
  expect(answers).toHaveLength(1);
  return JSON.parse(answers[0]!.body);
};

describe('the migration as a custom resource', () => {
  it('migrates on Create and Update, and keeps its identity', async () => {
    const created = await run();
    expect(created).toEqual({
      Status: 'SUCCESS',
      Reason: expect.stringContaining('Ran 001-products, 002-outbox'),
      PhysicalResourceId: 'product-database',
      StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/ProductService-dev/1',
      RequestId: 'request',
      LogicalResourceId: 'DatabaseMigration',
    });
    answers.length = 0;
    const PhysicalResourceId = 'as-it-was';
    const OldResourceProperties = { migrations: migrationsHash(1) };
    expect(
      await run({ RequestType: 'Update', PhysicalResourceId, OldResourceProperties } as never),
    ).toMatchObject({
      Status: 'SUCCESS',
      Reason: 'The database was up to date.',
      PhysicalResourceId,
    });
  });

  it('responds as a presigned S3 URL requires', async () => {
    await run();
    const { request } = answers[0]!;
    expect(request.method).toBe('PUT');
    expect(request.url).toBe('/answer?signature=x');
    expect(request.headers['content-type']).toBe('');
    expect(Number(request.headers['content-length'])).toBe(Buffer.byteLength(answers[0]!.body));
  });

  it.each([
    ['when it is deleted', { RequestType: 'Delete', PhysicalResourceId: 'x' }],
    [
      'when a rollback brings back older migrations',
      { RequestType: 'Update', ResourceProperties: { migrations: migrationsHash(3) } },
    ],
  ])('does nothing %s', async (_, change) => {
    // Connecting would fail.
    const nowhere = openDatabase('admin', { DATABASE_URL: 'postgres://127.0.0.1:1/postgres' });
    expect(await run(change as never, { on: nowhere })).toMatchObject({ Status: 'SUCCESS' });
  });

  it.each([
    ['Create', 'f'.repeat(64)],
    ['Create', migrationsHash(3)],
    ['Update', 'f'.repeat(64)],
    ['Update', ''],
  ])(
    'fails a %s with the migration history %s, which is from another source',
    async (RequestType, migrations) => {
      const answer = await run({ RequestType, ResourceProperties: { migrations } } as never);
      expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Build both again') });
    },
  );

  it('migrates if the deployment does not know the migration history', async () => {
    const change = { RequestType: 'Update', PhysicalResourceId: 'x', OldResourceProperties: {} };
    const ResourceProperties = { version: 'arn:aws:lambda:eu-west-1:123456789012:function:f:2' };
    expect(await run({ ...change, ResourceProperties } as never)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('reports why it failed, within CloudFormation’s size limit', async () => {
    const kysely = database.kysely.withPlugin({
      transformQuery: () => {
        throw new Error(`Out of order: ${'"é\u0001'.repeat(5_000)}`);
      },
      transformResult: async ({ result }) => result,
    });
    const answer = await run({}, { on: { ...database, kysely } });
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toMatch(/^Error: Out of order: "é/);
    expect(Buffer.byteLength(answers[0]!.body)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(answers[0]!.body)).toBeGreaterThan(3_000);
  });

  it('fails for invalid role ARNs', async () => {
    const dsql: Database = { ...database, engine: 'aurora-dsql' };
    const ResourceProperties = { migrations: migrationsHash(), roleArns: ['nobody'] };
    expect(await run({ ResourceProperties } as never, { on: dsql })).toMatchObject({ Status: 'FAILED' });
  });

  it('responds before the function times out, even during a statement', async () => {
    // Not closed: closing would wait for the statement.
    const stuck = openDatabase('admin', { DATABASE_URL: server.url });
    const kysely = stuck.kysely.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: () => new Promise(() => {}),
    });
    expect(await run({}, { on: { ...stuck, kysely }, remaining: 10_100 })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('timed out'),
    });
  });

  it('retries until CloudFormation has accepted the response', async () => {
    refusals = 2;
    expect(await run()).toMatchObject({ Status: 'SUCCESS' });
  });

  it('gives up in time, however the response URL fails', async () => {
    const open: Socket[] = [];
    const giveUp = async (fault: (socket: Socket) => void): Promise<void> => {
      const nobody = createTcpServer((socket) => {
        open.push(socket.on('error', () => {}));
        fault(socket);
      });
      nobody.listen(0, '127.0.0.1').unref();
      await once(nobody, 'listening');
      const ResponseURL = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}/answer`;
      const context = { getRemainingTimeInMillis: () => 900_000 };
      await expect(databaseMigrationHandler(database)(requestOf({ ResponseURL }), context)).rejects.toThrow();
      nobody.close();
    };
    await Promise.all([
      giveUp(() => {}),
      giveUp((socket) => socket.resetAndDestroy()),
      giveUp((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n')),
      giveUp((socket) => socket.write('HTTP/1.1 503 Slow Down\r\nContent-Length: 9\r\n\r\n')),
    ]).finally(() => open.forEach((socket) => socket.destroy()));
  }, 20_000);
});
