import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import { migrate, openDatabase } from '@product-service/dsql';
import { startTraceAgent } from '@product-service/observability/agent';
import { Pool } from 'pg';
import { startAwsAnswers, type AwsAnswers } from '../parts/aws-answers.js';
import { FUNCTIONS, functionVariables, insertProducts } from './functions.js';
import { startBundle, type Start, type StartOptions } from './start.js';

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

const start = ({
  variables,
  ...options
}: Partial<StartOptions> & Pick<StartOptions, 'name'>): Promise<Start> =>
  startBundle({
    ...options,
    variables: {
      ...functionVariables(aws.endpoint),
      ...aws.variables,
      DATABASE_URL: postgres.url,
      ...variables,
    },
  });

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
  'product-api/operate': ['database'],
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

describe('as deployed, a function with the tracer', () => {
  it('connects to no other server than the agent while it loads', async () => {
    const { atLoad } = await start({ name: 'product-api/create-product', isTraced: true });
    expect(atLoad.filter((address) => address !== AGENT)).toEqual([]);
  });

  it('has spans of its calls to AWS and of its statements', async () => {
    const spans: string[] = [];
    const { promise: complete, resolve } = Promise.withResolvers<void>();
    const agent = await startTraceAgent((received) => {
      if (received.kind !== 'spans') return;
      spans.push(...received.spans.map(({ name, resource }) => `${name} ${resource}`));
      if (spans.some((span) => span.startsWith('aws.lambda '))) resolve();
    });
    ends.push(() => agent.close());
    await start({
      name: 'product-api/create-product',
      event: await FUNCTIONS['product-api/create-product']?.(),
      isTraced: true,
      variables: { DD_TRACE_AGENT_URL: agent.url, DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent' },
      settled: () => complete,
    });
    const named = (name: string): string[] => spans.filter((span) => span.startsWith(`${name} `));
    expect(named('aws.request').join()).toMatch(/^aws.request sendMessage [^,]*$/);
    expect(named('pg.query').join()).toMatch(/begin.*insert.*commit/);
  });
});

describe('a function with an Aurora DSQL cluster', () => {
  const DSQL_CLUSTER_ENDPOINT = 'cluster.invalid';
  const connectionsOf = async (variables: Readonly<Record<string, string>>) => {
    const event = await FUNCTIONS['product-api/get-product']?.();
    const { atRequest } = await startBundle({ name: 'product-api/get-product', event, variables });
    return atRequest;
  };

  it('makes its token of the credentials in the environment', async () => {
    const addresses = await connectionsOf({ ...aws.variables, DSQL_CLUSTER_ENDPOINT });
    expect(addresses).toContain(`${DSQL_CLUSTER_ENDPOINT}:5432`);
  });

  it('looks for credentials nowhere else', async () => {
    const { AWS_REGION = '' } = aws.variables;
    expect(await connectionsOf({ AWS_REGION, DSQL_CLUSTER_ENDPOINT })).toEqual([]);
  });
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
    expect((await start({ name })).atLoad).toEqual([]);
  });

  if (!firstRequest) return;
  it('connects in its first request to what it needs', async () => {
    await aws.count();
    const { response, atRequest = [] } = await start({ name, event: await firstRequest() });
    expect(failureOf(response)).toBeUndefined();
    const calls = Object.keys((await aws.count()).calls);
    const others = serversOf(atRequest).filter((server) => server !== 'aws');
    expect([...calls, ...others].sort()).toEqual(NEEDS[name]);
  });
});
