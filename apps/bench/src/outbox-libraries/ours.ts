import { setTimeout as sleep } from 'node:timers/promises';
import { dsqlOutbox, openDatabase } from '@product-service/dsql';
import { relayOutbox } from '@product-service/product';
import type { Bench } from '../core/benchmark.js';
import type { BenchDatabase } from '../parts/database.js';
import type { Contestant } from './contestant.js';
import { fillOutbox } from './fill-outbox.js';

/** The relay of this service, in runs one after the other. */
export const ours = ({ url, pool }: BenchDatabase, { onEnd }: Bench): Contestant => {
  const database = openDatabase('admin', { DATABASE_URL: url });
  onEnd(() => database.close());
  return {
    name: 'this service',
    settings: '',
    fill: (events) => fillOutbox(pool, events),
    async start(publisher) {
      let isStopped = false;
      const pause = () => sleep(200);
      const relay = relayOutbox({
        outbox: dsqlOutbox({ database }),
        publisher,
        nudge: async () => {},
        pause,
      });
      const runs = (async () => {
        while (!isStopped) {
          await relay(() => !isStopped);
          if (!isStopped) await pause();
        }
      })();
      return async () => {
        isStopped = true;
        await runs;
      };
    },
  };
};
