import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { OUTBOX_MESSAGE_GROUP } from '@product-service/environment';
import { sleep } from '../eventually.js';
import { Observation } from '../observability/observation.js';
import { warmUp } from '../observability/warm-up.js';
import { Service } from '../service.js';
import { ASSUMED, AT_REST, cellsOf, PRICES, SUMMARY } from './cost-page.js';
import { usageOf, type Usage } from './usage.js';

const dollars = (amount: number): number => Math.round(amount * 100) / 100;

/** The relay's schedule. Its runs would be counted, too. */
const SCHEDULE_MS = 60_000;
/** The time after a scheduled run in which nothing of it happens any more, and nothing of the next one yet. */
const BETWEEN_RUNS_MS = [5_000, 45_000] as const;
/** Runs that should not happen would begin within this time. */
const QUIET_MS = 1_500;
const MINUTES_A_MONTH = 30 * 24 * 60;

/** The section Costs of docs/deployment.md, against what the functions do in the local cloud. */
describe('the cost page', () => {
  let observed: Observation;
  let service: Service;
  let usage: Record<'read' | 'creation' | 'update' | 'deletion' | 'stockFact' | 'priceFact', Usage>;
  let idle: Usage;
  let check: Usage;
  const untilRun = (functions: readonly string[]) =>
    observed.eventually(() => expect(usageOf(observed.spans).runs.toSorted()).toEqual(functions.toSorted()));

  const betweenScheduledRuns = async (): Promise<void> => {
    // The schedule's first message comes at the start, before any other.
    const { time } = await service.local.waitForLine((line) =>
      /OutboxProcessor/.test(String(line['function'])),
    );
    const sinceRun = (Date.now() - Date.parse(String(time))) % SCHEDULE_MS;
    const [from, to] = BETWEEN_RUNS_MS;
    if (sinceRun < from || sinceRun > to) await sleep((SCHEDULE_MS + from - sinceRun) % SCHEDULE_MS);
  };

  /** Sends what the schedule sends. */
  const wakeRelay = async (): Promise<void> => {
    const [QueueUrl] = await service.queueUrls(/Outbox.*fifo$/);
    const message = { MessageGroupId: OUTBOX_MESSAGE_GROUP, MessageBody: '{"scheduledTime":"now"}' };
    await service.sqs.send(new SendMessageCommand({ QueueUrl, ...message }));
  };

  const use = async (call: () => Promise<unknown>, ...functions: string[]): Promise<Usage> => {
    await betweenScheduledRuns();
    observed.forget();
    await call();
    await untilRun(functions);
    await sleep(QUIET_MS);
    await untilRun(functions);
    return usageOf(observed.spans);
  };

  beforeAll(async () => {
    observed = await Observation.start();
    service = await Service.start({ variables: observed.variables });
    await warmUp(service, observed);
    await service.get('WARMUP');
    await observed.eventually(() => expect(usageOf(observed.spans).runs).toContain('GetProduct'));
    const checks = observed.spans.find(
      ({ name, resource }) => name === 'aws.lambda' && /CheckOutbox/.test(resource),
    );
    check = usageOf(observed.spans.filter(({ traceId }) => traceId === checks?.traceId));
    idle = await use(wakeRelay, 'OutboxProcessor');
    const productId = 'FLATWHITE';
    const change = (name: string, call: () => Promise<unknown>) =>
      use(call, name, 'OutboxProcessor', 'PublishPublicEvents');
    const stock = { data: { productId, newStockLevel: 5 } };
    const prices = { data: { productId, priceBrackets: [{ quantity: 10, price: 3 }] } };
    usage = {
      creation: await change('CreateProduct', () => service.create('Flat White')),
      read: await use(() => service.get(productId), 'GetProduct'),
      stockFact: await use(
        () => service.putEvent('inventory', 'inventory.stockUpdated.v1', stock),
        'TranslateStockUpdated',
        'HandleStockUpdated',
      ),
      priceFact: await use(
        () => service.putEvent('pricing', 'pricing.pricingCalculated.v1', prices),
        'TranslatePricingCalculated',
        'HandlePricingChanged',
      ),
      update: await change('UpdateProduct', () => service.update(productId, 'Flat White', 4)),
      deletion: await change('DeleteProduct', () => service.delete(productId)),
    };
  }, 280_000);

  afterAll(async () => {
    await service?.stop();
    await observed?.stop();
  });

  const rows: Record<string, (usage: Usage, isFact: boolean) => number> = {
    'transactions of each': ({ transactions }) => transactions,
    'API Gateway': ({ apiRequests }) => apiRequests * PRICES.apiRequest,
    Lambda: ({ runs }) => {
      const seconds = runs.map((name) => (name === 'GetProduct' ? ASSUMED.read : ASSUMED.otherRun));
      return costOfRuns(seconds);
    },
    'Aurora DSQL': ({ transactions }) => transactions * PRICES.transaction,
    'SQS, ': ({ queueRequests: { standard, fifo } }) =>
      standard * PRICES.standardQueueRequest + fifo * PRICES.fifoQueueRequest,
    'SNS, ': ({ messages }) => messages * PRICES.message,
    // A rule of the shared bus forwards the fact to our own bus. A stand-alone environment, as here, has one bus.
    EventBridge: ({ events }, isFact) => (events + (isFact ? 1 : 0)) * PRICES.event,
  };

  const columns = [
    ['read', 0],
    ['creation', 1],
    ['update', 2],
    ['deletion', 2],
    ['stockFact', 3],
    ['priceFact', 3],
  ] as const;

  it.each(columns)('states the cost of one %s', (name, column) => {
    const stated = Object.keys(rows).map((row) => `${row}: ${cellsOf(row)[column]}`);
    const counted = Object.entries(rows).map(
      ([row, cost]) => `${row}: ${dollars(cost(usage[name], column === 3))}`,
    );
    expect(stated).toEqual(counted);
  });

  it('adds the parts', () => {
    const parts = Object.keys(rows).slice(1).map(cellsOf);
    const sums = [0, 1, 2, 3].map((column) => dollars(parts.reduce((sum, row) => sum + row[column]!, 0)));
    expect(cellsOf('together at most')).toEqual(sums);
    expect(AT_REST.total).toBe(Math.round(AT_REST.rows.reduce((sum, row) => sum + row, 0) * 10) / 10);
  });

  it('states what the schedules cost', () => {
    expect([idle.runs, check.runs]).toEqual([['OutboxProcessor'], ['CheckOutbox']]);
    const aMonth = (count: (usage: Usage) => number) => MINUTES_A_MONTH * (count(idle) + count(check) / 5);
    const runs = aMonth((each) => each.runs.length);
    expect(AT_REST.scheduledRuns).toBe(Math.round(runs / 1_000) * 1_000);
    expect(cellsOf('runs of the relay')).toEqual([
      dollars((runs * costOfRuns([ASSUMED.scheduledRun])) / 1e6),
    ]);
    const units = (aMonth((each) => each.transactions) * PRICES.transaction) / 8;
    expect(AT_REST.transactionUnits).toBe(Math.round(units / 100) * 100);
    expect(cellsOf('for their database transactions')).toEqual([dollars((units * 8) / 1e6)]);
    // The schedule sends the message.
    const requests = aMonth((each) => each.queueRequests.fifo && each.queueRequests.fifo + 1);
    expect(cellsOf('messages of the schedule')).toEqual([
      dollars((requests * PRICES.fifoQueueRequest) / 1e6),
    ]);
  });

  it('agrees with the README', () => {
    const together = cellsOf('together at most');
    expect(SUMMARY).toEqual([AT_REST.total, together[0], Math.max(together[1]!, together[2]!)]);
  });
});

/** Dollars for a million times these runs, each with its duration in seconds. */
const costOfRuns = (seconds: readonly number[]): number =>
  seconds.reduce((sum, each) => sum + PRICES.run + each * ASSUMED.gigabytes * PRICES.gigabyteSecond, 0);
