import { SNSClient } from '@aws-sdk/client-sns';
import type { Bench, Table } from '../core/benchmark.js';
import { figure } from '../core/statistics.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import type { BenchDatabase } from '../parts/database.js';
import { EVEN, fill, SPREAD } from './backlog.js';
import type { CountedDatabase } from './counted-database.js';
import { NO_TIME, runRelay, snsPublisher } from './relay-run.js';

/** The CPU of the AWS SDK, which a slow client of the benchmark does not have. */
export const sdkTable = async (
  bench: Bench,
  { pool }: BenchDatabase,
  counted: CountedDatabase,
): Promise<Table> => {
  const answers = await startAwsAnswers(bench);
  answers.setDelay(20);
  const client = new SNSClient({
    endpoint: answers.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const rowOf = async (name: string, backlog: typeof SPREAD, publisher: typeof NO_TIME) => {
    bench.progress(`the AWS SDK: ${name}`);
    const runs = [];
    for (let round = 0; round < Math.ceil(bench.rounds / 3); round += 1) {
      await fill(pool, backlog);
      const cpu = process.cpuUsage();
      const { published, seconds } = await runRelay(counted, publisher);
      const { user, system } = process.cpuUsage(cpu);
      runs.push({ perSecond: published / seconds, cpuMs: (user + system) / 1000 / published });
    }
    return [
      name,
      figure(
        runs.map(({ perSecond }) => perSecond),
        '/s',
      ),
      figure(
        runs.map(({ cpuMs }) => cpuMs),
        'ms',
      ),
    ];
  };
  const sns = snsPublisher(client);
  return {
    title: 'With the AWS SDK, and a server that answers after 20 ms',
    columns: ['', 'events', 'CPU of the relay / event'],
    rows: [
      await rowOf(`${SPREAD.name}, published by the SDK`, SPREAD, sns),
      await rowOf(`${EVEN.name}, published by the SDK`, EVEN, sns),
      await rowOf(`${SPREAD.name}, a publisher that takes no time`, SPREAD, NO_TIME),
    ],
  };
};
