import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import { migrate, openDatabase } from '@product-service/dsql';
import { Pool } from 'pg';
import { startAwsAnswers, type AwsAnswers } from '../parts/aws-answers.js';
import { FUNCTIONS, functionVariables, insertProducts } from './functions.js';
import { startBundle, type Start } from './start.js';

jest.setTimeout(60_000);

const ends: (() => Promise<unknown> | void)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

let aws: AwsAnswers;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  aws = await startAwsAnswers({ onEnd: (end) => ends.push(end) });
  postgres = await startPostgres();
  ends.push(() => postgres.stop());
  const database = openDatabase('admin', { DATABASE_URL: postgres.url });
  await migrate({ database });
  await database.close();
  const pool = new Pool({ connectionString: postgres.url });
  await insertProducts(pool);
  await pool.end();
});

/** The address on which Datadog's extension receives traces. */
const AGENT = '127.0.0.1:8126';

const start = (name: string, event?: unknown, isTraced = false): Promise<Start> => {
  const variables = { ...functionVariables(aws.endpoint), ...aws.variables, DATABASE_URL: postgres.url };
  return startBundle({ name, variables, event, isTraced });
};

/** What the first request of each function needs: calls to AWS, and the database. */
const WRITE = ['GetParameter', 'SendMessage', 'database'];
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'product-api/create-product': WRITE,
  'product-api/update-product': WRITE,
  'product-api/patch-product': WRITE,
  'product-api/delete-product': WRITE,
  'product-api/write-product-batch': WRITE,
  'product-api/get-product': ['database'],
  'product-api/list-products': ['database'],
  'product-api/outbox-processor': ['PublishBatch', 'database'],
  'product-api/handle-stock-updated': ['database'],
  'product-api/handle-pricing-changed': ['database'],
  'product-api/check-outbox': ['database'],
  'product-api/delete-expired-requests': ['database'],
  'product-acl/translate-stock-updated': ['PublishBatch'],
  'product-acl/translate-pricing-calculated': ['PublishBatch'],
  'product-event-publisher/publish-public-events': ['PutEvents'],
};

/** The servers that a process connected to. It may ask for a literal address as for a name. */
const serversOf = (addresses: readonly string[]): string[] => {
  const servers: Record<string, string> = {
    [`127.0.0.1:${new URL(aws.endpoint).port}`]: 'aws',
    [`127.0.0.1:${new URL(postgres.url).port}`]: 'database',
  };
  const connected = addresses.filter((address) => address !== 'name 127.0.0.1');
  return [...new Set(connected.map((address) => servers[address] ?? address))];
};

it('connects while it loads to the agent of the tracer only, as deployed', async () => {
  const { atLoad } = await start('product-api/create-product', undefined, true);
  expect(new Set(atLoad)).toEqual(new Set([AGENT]));
});

/** The response of the API or of a consumer, if it is a failure. */
const failureOf = (response: unknown): unknown => {
  const { statusCode = 200, batchItemFailures = [] } = { ...(response as Response) };
  return statusCode < 300 && batchItemFailures.length === 0 ? undefined : response;
};

interface Response {
  readonly statusCode?: number;
  readonly batchItemFailures?: readonly unknown[];
}

describe.each(Object.entries(FUNCTIONS))('%s', (name, firstRequest) => {
  it('connects to nothing while it loads', async () => {
    expect((await start(name)).atLoad).toEqual([]);
  });

  if (!firstRequest) return;
  it('connects in its first request to what it needs', async () => {
    await aws.count();
    const { response, atRequest = [] } = await start(name, await firstRequest());
    expect(failureOf(response)).toBeUndefined();
    const calls = Object.keys((await aws.count()).calls);
    const others = serversOf(atRequest).filter((server) => server !== 'aws');
    expect([...calls, ...others].sort()).toEqual(NEEDS[name]);
  });
});
