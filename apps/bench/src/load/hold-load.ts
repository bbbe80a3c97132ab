import { setTimeout as sleep } from 'node:timers/promises';
import { dsqlOutbox, openDatabase } from '@product-service/dsql';
import { descendantsOf, startLocal, type RunningLocal } from '@product-service/local/testing';
import type { Bench } from '../core/benchmark.js';
import { percentile } from '../core/statistics.js';
import { startDatabase } from '../parts/database.js';
import { creation, idOf } from '../saturation/mix.js';
import { usageOf } from '../saturation/process-memory.js';
import { Answers } from './answers.js';
import { connections, runClient } from './client.js';
import { isFlat, type MemoryTrend, watchMemory } from './memory-trend.js';
import { WriteLedger, type WriteSummary } from './write-ledger.js';

export interface LoadOptions {
  /** Numbers of clients, one level after the other. */
  readonly clients: readonly number[];
  /** Of each level. */
  readonly seconds: number;
  /** As for `npm start`. */
  readonly throttle: string;
  readonly concurrency: number;
  /** How many of the products that the requests are about exist at the start. */
  readonly products: number;
}

/** What one level showed. Times are in ms. */
export interface Level {
  readonly clients: number;
  readonly requestsPerSecond: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly memory: MemoryTrend;
}

export interface LoadReport extends WriteSummary {
  readonly levels: readonly Level[];
  /** Seconds from the end of the load until the last event is on the bus. */
  readonly drainedAfter: number;
  /** Broken promises. */
  readonly violations: readonly string[];
}

/** Memory is compared once the functions have started, and V8 has optimised them. */
const WARM_UP_SECONDS = 15;
/** In a shorter level, functions still start. Its memory is not judged. */
const LEAST_SECONDS = 60;
const MAXIMUM_DRAIN_MS = 120_000;
const MAXIMUM_END_MS = 5_000;

/** Holds the local cloud at saturation, and checks that it refuses requests but loses nothing and stays of the same size. */
export const holdLoad = async (options: LoadOptions, bench: Bench): Promise<LoadReport> => {
  const { progress, onEnd } = bench;
  const earlier = new Set(descendantsOf(process.pid));
  const { url } = await startDatabase(bench);
  progress('starting the local cloud');
  const { throttle, concurrency } = options;
  const local = await startLocal({
    options: [
      ...(throttle === 'template' ? [] : ['--throttle', throttle]),
      ...['--concurrency', String(concurrency)],
    ],
    variables: { DATABASE_URL: url },
  });
  onEnd(local.stop);
  const ownProcesses = (): number[] => descendantsOf(process.pid).filter((pid) => !earlier.has(pid));
  const ledger = new WriteLedger();
  progress(`creating ${options.products} products`);
  await createProducts(local, options.products, ledger);

  const violations: string[] = [];
  const levels: Level[] = [];
  let requests = 0;
  for (const clients of options.clients) {
    progress(`${clients} clients for ${options.seconds} s`);
    const answers = new Answers();
    const agent = connections(clients);
    const from = Date.now();
    const isOver = (): boolean => Date.now() > from + options.seconds * 1000;
    const client = {
      api: local.api,
      token: local.token,
      agent,
      answers,
      ledger,
      isOver,
      nextRequest: () => requests++,
    };
    const ended = Promise.all(Array.from({ length: clients }, () => runClient(client)));
    await sleep(Math.min(WARM_UP_SECONDS, options.seconds / 3) * 1000);
    const memory = await watchMemory(() => usageOf(ownProcesses()), isOver);
    await ended;
    agent.destroy();
    levels.push(levelOf(clients, answers, memory, (Date.now() - from) / 1000));
    violations.push(
      ...Object.entries(answers.faults).map(([fault, count]) => `${clients} clients: ${count} × ${fault}`),
    );
    if (options.seconds >= LEAST_SECONDS && !isFlat(memory))
      violations.push(`${clients} clients: memory grew from ${memory.firstThird} to ${memory.lastThird} MB`);
  }

  progress('waiting until all events are published');
  const drainedAfter = await drained(local, ledger);
  const summary = ledger.summary(local.lines);
  violations.push(...summary.lost.map((change) => `${change} is lost`), ...summary.wrong);
  violations.push(...(await leftovers(url, local)));
  const pids = descendantsOf(local.process.pid!);
  await local.stop();
  violations.push(...(await survivorsOf(pids)).map((pid) => `process ${pid} is left`));
  return { ...summary, levels, drainedAfter, violations };
};

/** Few at once, because the throttle of the template may hold. */
const createProducts = async (
  { api, token }: RunningLocal,
  products: number,
  ledger: WriteLedger,
): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const create = async (product: number): Promise<void> => {
    const response = await fetch(`${api}/product`, { method: 'POST', headers, body: creation(product) });
    const text = await response.text();
    if (response.status === 429) {
      await sleep(100);
      return create(product);
    }
    if (!response.ok) throw new Error(`A product could not be created: ${response.status} ${text}`);
    ledger.acknowledge(idOf(product), response.headers.get('etag'));
  };
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < products) await create(next++);
  };
  await Promise.all(Array.from({ length: 4 }, client));
};

const levelOf = (
  clients: number,
  { latencies, statuses }: Answers,
  memory: MemoryTrend,
  seconds: number,
): Level => ({
  clients,
  requestsPerSecond: latencies.length / seconds,
  statuses,
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  longest: percentile(latencies, 1),
  memory,
});

/** Waits until the bus has all acknowledged changes, and nothing more comes. */
const drained = async ({ lines }: RunningLocal, ledger: WriteLedger): Promise<number> => {
  const from = Date.now();
  let quietSince = from;
  for (let seen = lines.length; Date.now() < from + MAXIMUM_DRAIN_MS; seen = lines.length) {
    await sleep(1_000);
    if (lines.slice(seen).some(({ event }) => event === 'published')) quietSince = Date.now();
    else if (Date.now() > quietSince + 3_000 && ledger.summary(lines).lost.length === 0) break;
  }
  return (quietSince - from) / 1000;
};

const leftovers = async (databaseUrl: string, { lines }: RunningLocal): Promise<string[]> => {
  const database = openDatabase('admin', { DATABASE_URL: databaseUrl });
  const { backlogs, hasPostponed } = await dsqlOutbox({ database }).due(1);
  await database.close();
  const deadLetters = lines.filter(({ event }) => event === 'dead-letter');
  return [
    ...(backlogs.length > 0 || hasPostponed ? ['the outbox is not empty'] : []),
    ...deadLetters.map(({ queue, messages }) => `${queue} has ${messages} dead letters`),
  ];
};

/** A process that was killed needs a moment to end. */
const survivorsOf = async (pids: readonly number[]): Promise<number[]> => {
  for (const end = Date.now() + MAXIMUM_END_MS; Date.now() < end && pids.some(isAlive);) await sleep(100);
  return pids.filter(isAlive);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
