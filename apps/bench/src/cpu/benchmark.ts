import type { Benchmark } from '../core/benchmark.js';
import { startFunction } from '../functions/function-process.js';
import { deployedFunction } from '../functions/deployed-function.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { buildBundles } from '../parts/bundles.js';
import { startDatabase } from '../parts/database.js';
import { createProducts, subjects } from './subjects.js';
import { setTimeout as sleep } from 'node:timers/promises';

export const cpu: Benchmark = {
  name: 'cpu',
  title: 'CPU and allocations an event through each function, against bare calls of the AWS SDK',
  method: '',
  async run(bench) {
    await buildBundles(bench);
    const database = await startDatabase(bench);
    const aws = await startAwsAnswers(bench);
    const products = Array.from({ length: 100 }, (_, i) => `PRODUCT${i}`);
    await createProducts(database.pool, products);
    for (const s of subjects(database.pool))
      for (const isTraced of [false, true]) {
        const p = await startFunction(deployedFunction(s.folder, { aws, databaseUrl: database.url, isTraced }), bench);
        for (const size of [10, 1]) {
          const runs = async (n: number) => { for (let i = 0; i < n; i++) await p.run(await s.prepare(products.slice(0, size), isTraced)); };
          await runs(30);
          await sleep(200); await aws.count();
          const from = await p.cpuMs();
          const t0 = performance.now();
          await runs(30);
          const t1 = performance.now();
          await sleep(100);
          console.log(s.folder, isTraced, size, ((await p.cpuMs()) - from) / 30 / size, 'ms cpu/event', (t1 - t0) / 30, 'ms/run', JSON.stringify((await aws.count()).calls));
          if (process.env['PROFILE'] && size === 10) {
            const prof = await p.profileCpu(() => runs(60));
            const { writeFileSync } = await import('node:fs');
            writeFileSync(`/tmp/helper/prof-${p.name}-${isTraced}.json`, JSON.stringify(prof));
          }
        }
      }
    return [];
  },
};
