import { setTimeout as sleep } from 'node:timers/promises';
import { deployedFunction } from '../functions/deployed-function.js';
import { startFunction } from '../functions/function-process.js';
import { startAwsAnswers, type AwsAnswers } from '../parts/aws-answers.js';
import { startDatabase, type BenchDatabase } from '../parts/database.js';
import { createProducts, subjects } from './subjects.js';

/** Datadog's agent. */
const [CHECKPOINTS, TRACES] = ['/v0.1/pipeline_stats', '/v0.4/traces'];
/** The span of the message's way to the queue and that of the run are sent one after the other. */
const IN_A_CONSUMER = { [CHECKPOINTS]: 1, [TRACES]: 2 };

/** A queue that had nothing to settle gets no call: Lambda deletes the messages. */
const EXPECTED = {
  'product-api/outbox-processor': { PublishBatch: 1, [CHECKPOINTS]: 1, [TRACES]: 1 },
  // Twenty public events.
  'product-event-publisher/publish-public-events': { PutEvents: 2, ...IN_A_CONSUMER },
  'product-acl/translate-stock-updated': { PublishBatch: 1, ...IN_A_CONSUMER },
  'product-acl/translate-pricing-calculated': { PublishBatch: 1, ...IN_A_CONSUMER },
  'product-api/handle-stock-updated': IN_A_CONSUMER,
  'product-api/handle-pricing-changed': IN_A_CONSUMER,
} as const;

const products = Array.from({ length: 10 }, (_, index) => `PRODUCT${index}`);

describe('the calls of a run with ten events, as deployed', () => {
  const stops: (() => Promise<unknown> | void)[] = [];
  const bench = {
    rounds: 1,
    progress: () => undefined,
    onEnd: (stop: (typeof stops)[0]) => void stops.push(stop),
  };
  let database: BenchDatabase;
  let aws: AwsAnswers;

  beforeAll(async () => {
    database = await startDatabase(bench);
    aws = await startAwsAnswers(bench);
    await createProducts(database.pool, products);
  }, 60_000);
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  /** Calls until none came for a while: the tracer sends after the run. */
  const countedCalls = async (): Promise<Record<string, number>> => {
    const calls: Record<string, number> = {};
    for (let isQuiet = false; !isQuiet;) {
      await sleep(300);
      const counted = Object.entries((await aws.count()).calls);
      for (const [call, count] of counted) calls[call] = (calls[call] ?? 0) + count;
      isQuiet = counted.length === 0;
    }
    return calls;
  };

  it.each(Object.entries(EXPECTED))(
    'of %s are as few as possible',
    async (folder, expected) => {
      const subject = subjects(database.pool).find((it) => it.folder === folder)!;
      const code = deployedFunction(subject.folder, { aws, databaseUrl: database.url, isTraced: true });
      const function_ = await startFunction(code, bench);
      const run = async () => function_.run(await subject.prepare(products, true));
      // The first run also sends the cold start, and reads what the tracer may do.
      await run();
      await countedCalls();
      await run();
      expect(await countedCalls()).toEqual(expected);
    },
    60_000,
  );
});
