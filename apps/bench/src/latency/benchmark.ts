import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Bench, Benchmark, Cell } from '../core/benchmark.js';
import { figure, percentile, type Figure } from '../core/statistics.js';
import { buildBundles } from '../parts/bundles.js';
import { startDatabase } from '../parts/database.js';
import { startBroker } from './broker.js';
import { startPipeline, type Pipeline } from './pipeline.js';

const WRITES = 100;
const WRITES_A_SECOND = 20;
/** After these, the code of each process is compiled. */
const WARM_UP_WRITES = 200;
const BUS = 'an event put straight on the bus';
const SHARES = [0.5, 0.99];

export const latency: Benchmark = {
  name: 'latency',
  title: 'from the answer of the API to the public event on the bus',
  async run(bench) {
    await buildBundles(bench);
    const bare = await bareBus(bench);
    const variants = new Map<string, () => Promise<number[]>>([[BUS, bare]]);
    for (const isTraced of [false, true]) {
      const name = isTraced ? 'as deployed' : 'without tracer';
      bench.progress(`starting the functions ${name}`);
      // Each has its own database: a relay publishes whatever is in the outbox.
      const { url: databaseUrl } = await startDatabase(bench);
      const pipeline = await startPipeline({ databaseUrl, isTraced }, bench);
      await oneByOne(pipeline, WARM_UP_WRITES);
      variants.set(`${name}, one write at a time`, () => oneByOne(pipeline, WRITES));
      variants.set(`${name}, ${WRITES_A_SECOND} writes a second`, () => underLoad(pipeline));
    }
    const rounds: Map<string, number[]>[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      bench.progress(`measuring: round ${round + 1} of ${bench.rounds}`);
      const measured = new Map<string, number[]>();
      for (const [name, measure] of variants) measured.set(name, await measure());
      rounds.push(measured);
    }
    return [
      {
        title: 'From the answer to the bus',
        columns: ['', 'p50', 'p99', 'p50 above the bus', 'p99 above the bus'],
        rows: [...variants.keys()].map((name) => [name, ...figuresOf(name, rounds)]),
      },
    ];
  },
};

/** Percentiles of a variant, then the same without the bus's own delay in the same round. */
const figuresOf = (name: string, rounds: readonly ReadonlyMap<string, readonly number[]>[]): Cell[] => {
  const percentiles = (of: string, share: number) =>
    rounds.map((measured) => percentile(measured.get(of) ?? [], share));
  const above = (share: number): Figure => {
    const bus = percentiles(BUS, share);
    return figure(
      percentiles(name, share).map((delay, round) => delay - bus[round]!),
      'ms',
    );
  };
  return [
    ...SHARES.map((share) => figure(percentiles(name, share), 'ms')),
    ...SHARES.map((share) => (name === BUS ? '' : above(share))),
  ];
};

/** The bus's own delay. */
const bareBus = async (bench: Bench): Promise<() => Promise<number[]>> => {
  let arrivedAt = 0;
  const nothing = () => undefined;
  const { endpoint } = await startBroker(
    { onNudge: nothing, onPublished: nothing, onBus: (_, at) => (arrivedAt = at) },
    bench,
  );
  const client = new EventBridgeClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const Entries = [{ EventBusName: 'bus', Source: 'bench', DetailType: 'type', Detail: '{}' }];
  return async () => {
    const delays: number[] = [];
    for (let count = 0; count < WRITES; count += 1) {
      const started = performance.now();
      await client.send(new PutEventsCommand({ Entries }));
      delays.push(arrivedAt - started);
    }
    return delays;
  };
};

const oneByOne = async (pipeline: Pipeline, writes: number): Promise<number[]> => {
  const delays: number[] = [];
  for (let count = 0; count < writes; count += 1) {
    delays.push(await pipeline.create());
    // The relay's run ends: the next write finds it idle.
    await sleep(10);
  }
  return delays;
};

/** Independent clients: the pauses between writes are random. */
const underLoad = async (pipeline: Pipeline): Promise<number[]> => {
  const writes: Promise<number>[] = [];
  for (let count = 0; count < WRITES; count += 1) {
    writes.push(pipeline.create());
    await sleep((-Math.log(1 - Math.random()) * 1000) / WRITES_A_SECOND);
  }
  return Promise.all(writes);
};
