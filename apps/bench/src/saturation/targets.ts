import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf, startLocal } from '@product-service/local/testing';
import type { Bench } from '../core/benchmark.js';
import { startDatabase } from '../parts/database.js';
import type { LoadTarget } from './load.js';
import { isPostgres, type Usage, usageOf } from './process-memory.js';

/** Something that serves the load, with its own PostgreSQL. */
export interface Target extends LoadTarget {
  /** Without PostgreSQL. */
  usage(): Usage;
  postgres(): Usage;
  /** Waits until the events of all writes so far are published, and returns the seconds that it took. */
  drained(writes: number): Promise<number>;
}

/** Each change is published in this number of versions. */
const EVENTS_PER_WRITE = 2;
/** A write whose client did not wait for the answer records an event too, so the number of events can be larger. */
const QUIET_MS = 1_000;
const MAXIMUM_DRAIN_MS = 90_000;
const POLL_MS = 20;

/** `npm start`, in a process of its own. */
export const startLocalCloud = async ({ progress, onEnd }: Bench): Promise<Target> => {
  progress('starting the local cloud');
  const local = await startLocal({ options: ['--throttle', 'off'] });
  onEnd(local.stop);
  const pids = (): number[] => [local.process.pid ?? 0, ...descendantsOf(local.process.pid ?? 0)];
  let published = 0;
  let seen = 0;
  let lastAt = 0;
  const countPublished = (): number => {
    for (; seen < local.lines.length; seen += 1) {
      const { event, via, time } = local.lines[seen] ?? {};
      if (event !== 'published' || via !== 'eventbridge') continue;
      published += 1;
      lastAt = Date.parse(String(time));
    }
    return published;
  };
  return {
    url: local.api,
    token: local.token,
    nextRequest: 0,
    usage: () => usageOf(pids().filter((pid) => !isPostgres(pid))),
    postgres: () => usageOf(pids().filter(isPostgres)),
    async drained(writes) {
      const from = Date.now();
      const isDrained = (): boolean =>
        countPublished() >= writes * EVENTS_PER_WRITE && Date.now() > lastAt + QUIET_MS;
      while (!isDrained() && Date.now() < from + MAXIMUM_DRAIN_MS) await sleep(POLL_MS);
      return Math.max(0, lastAt - from) / 1000;
    },
  };
};

/** A Node.js server that sends the same SQL to a PostgreSQL of the same kind. */
export const startBareServer = async (bench: Bench): Promise<Target> => {
  const others = new Set(descendantsOf(process.pid));
  const { url: databaseUrl } = await startDatabase(bench);
  const postgres = descendantsOf(process.pid).filter((pid) => !others.has(pid));
  const server = fork(join(__dirname, 'bare-server.mjs'), [databaseUrl], { execArgv: [] });
  bench.onEnd(() => void server.kill());
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    token: '',
    nextRequest: 0,
    usage: () => usageOf([server.pid ?? 0]),
    postgres: () => usageOf(postgres.flatMap((pid) => [pid, ...descendantsOf(pid)]).filter(isPostgres)),
    drained: async () => 0,
  };
};
