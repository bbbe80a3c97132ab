import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Bench } from '../core/benchmark.js';
import { deployedFunction, type FunctionFolder } from '../functions/deployed-function.js';
import { snsNotification, sqsEvent } from '../functions/events.js';
import { startFunction, type FunctionProcess } from '../functions/function-process.js';
import { awsVariables, JWT_SECRET } from '../parts/aws-answers.js';
import { startBroker } from './broker.js';
import { queueFor, type Queue } from './queue.js';

/** The functions between a request and the bus, each in its process. */
export interface Pipeline {
  /**
   * Creates a product. Resolves to the time from the answer until its last public event arrived on the bus, in milliseconds.
   * @throws Error if it was not created, or not published
   */
  create(): Promise<number>;
}

const PUBLIC_EVENTS = 2;
const SCHEDULE_MS = 5_000;
const GIVEN_UP_AFTER_MS = 20_000;

export const startPipeline = async (
  { databaseUrl, isTraced }: { databaseUrl: string; isTraced: boolean },
  bench: Bench,
): Promise<Pipeline> => {
  /** By product: the events that are still to come, and what to do at the last one. */
  const expected = new Map<string, { left: number; readonly arrived: (at: number) => void }>();
  const queues: { nudges?: Queue<string>; events?: Queue<string> } = {};

  const { endpoint } = await startBroker(
    {
      onNudge: () => queues.nudges?.send(['{}']),
      onPublished: (envelopes) => queues.events?.send(envelopes.map(snsNotification)),
      onBus(details, at) {
        for (const detail of details) {
          const { data } = JSON.parse(detail) as { data: { productId: string } };
          const waiting = expected.get(data.productId);
          if (!waiting) continue;
          waiting.left -= 1;
          if (waiting.left === 0) waiting.arrived(at);
        }
      },
    },
    bench,
  );
  const aws = { endpoint, variables: awsVariables(endpoint) };
  const start = (folder: FunctionFolder): Promise<FunctionProcess> =>
    startFunction(deployedFunction(folder, { aws, databaseUrl, isTraced }), bench);
  // As the schedule of the deployment does, every minute: for a nudge that was lost.
  const schedule = setInterval(() => queues.nudges?.send(['{}']), SCHEDULE_MS);
  bench.onEnd(() => clearInterval(schedule));
  queues.nudges = queueFor([await start('product-api/outbox-processor')], sqsEvent);
  const publishers = ['product-event-publisher/publish-public-events' as const].flatMap((it) => [it, it]);
  queues.events = queueFor(await Promise.all(publishers.map(start)), sqsEvent);
  const api = inTurns([await start('product-api/create-product'), await start('product-api/create-product')]);
  const authorization = `Bearer ${await adminToken()}`;

  return {
    async create() {
      const name = `Product ${randomUUID()}`;
      const productId = name.toUpperCase().replaceAll(' ', '');
      const arrival = new Promise<number>((resolve, reject) => {
        expected.set(productId, { left: PUBLIC_EVENTS, arrived: resolve });
        setTimeout(
          () => reject(new Error(`${productId} did not reach the bus within ${GIVEN_UP_AFTER_MS} ms.`)),
          GIVEN_UP_AFTER_MS,
        ).unref();
      });
      const { statusCode } = (await api(postProduct(name, authorization))) as { statusCode: number };
      const answered = performance.now();
      if (statusCode !== 201) throw new Error(`The API answered ${statusCode}.`);
      const arrived = await arrival;
      expected.delete(productId);
      return arrived - answered;
    },
  };
};

/** Runs events on these processes, each one at a time. */
const inTurns = (processes: readonly FunctionProcess[]) => {
  const last = processes.map(() => Promise.resolve<unknown>(undefined));
  let turn = 0;
  return (event: string): Promise<unknown> => {
    const index = (turn += 1) % processes.length;
    const run = last[index]!.then(() => processes[index]!.run(event));
    last[index] = run.catch(() => undefined);
    return run;
  };
};

const adminToken = (): Promise<string> =>
  new SignJWT({ user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));

/** What API Gateway gives to the function, as JSON. */
const postProduct = (name: string, authorization: string): string =>
  JSON.stringify({
    resource: '/product',
    path: '/product',
    httpMethod: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/json' },
    multiValueHeaders: { Authorization: [authorization], 'Content-Type': ['application/json'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      httpMethod: 'POST',
      path: '/bench/product',
      resourcePath: '/product',
      requestId: randomUUID(),
      stage: 'bench',
      identity: { sourceIp: '127.0.0.1', userAgent: 'bench' },
    },
    body: JSON.stringify({ name, price: 3.45 }),
    isBase64Encoded: false,
  });
