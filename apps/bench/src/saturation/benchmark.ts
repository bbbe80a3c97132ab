import type { Benchmark, Table } from '../core/benchmark.js';
import { figure, type Figure, percentile } from '../core/statistics.js';
import { type LoadResult, runLoad } from './load.js';
import { creation, PRODUCTS } from './mix.js';
import { startBareServer, startLocalCloud, type Target } from './targets.js';

const CLIENTS = [1, 8, 32, 128] as const;
const WARM_UP_SECONDS = 4;
const SECONDS = 8;
/** The baseline needs less time: it answers more requests, and starts no processes. */
const BARE = { warmUpSeconds: 1, seconds: 3 };
/** A round takes a minute and a half, so that there are fewer rounds than in other benchmarks. */
const roundsOf = (rounds: number): number => Math.ceil(rounds / 4);

/** One level of one round. */
interface Measurement extends LoadResult {
  readonly processes: number;
  /** MB. */
  readonly memory: number;
  readonly postgres: number;
  /** Seconds from the end of the load until the last event is published. */
  readonly drained: number;
}

const SUBJECTS = ['local cloud', 'bare server'] as const;
type Subject = (typeof SUBJECTS)[number];

export const saturation: Benchmark = {
  name: 'saturation',
  title: 'the local cloud under a mixed load of 1 to 128 clients, against a bare server with the same SQL',
  async run(bench) {
    const targets = {
      'local cloud': await startLocalCloud(bench),
      'bare server': await startBareServer(bench),
    };
    const idle = targets['local cloud'].usage();
    const writes: Record<Subject, number> = { 'local cloud': 0, 'bare server': 0 };
    bench.progress(`creating ${PRODUCTS} products`);
    for (const subject of SUBJECTS) writes[subject] += await createProducts(targets[subject]);

    const measured = new Map(
      CLIENTS.flatMap((clients) => SUBJECTS.map((subject) => [keyOf(subject, clients), [] as Measurement[]])),
    );
    const rounds = roundsOf(bench.rounds);
    for (let round = 0; round < rounds; round += 1) {
      for (const clients of CLIENTS) {
        for (const subject of SUBJECTS) {
          bench.progress(`round ${round + 1} of ${rounds}: ${subject}, ${clients} clients`);
          const target = targets[subject];
          await target.drained(writes[subject]);
          const result = await measure(target, writes[subject], subject, clients);
          writes[subject] += result.writes;
          measured.get(keyOf(subject, clients))?.push(result);
        }
      }
    }
    return [
      tableOf(measured),
      {
        title: 'Idle',
        columns: ['', 'processes', 'memory'],
        rows: [['local cloud', idle.processes, `${Math.round(idle.memory)} MB`]],
      },
    ];
  },
};

const keyOf = (subject: Subject, clients: number): string => `${subject} ${clients}`;

/** Several at once, as many as the local cloud does well. */
const createProducts = async ({ url, token }: Target): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < PRODUCTS) {
      const response = await fetch(`${url}/product`, { method: 'POST', headers, body: creation(next++) });
      const text = await response.text();
      if (!response.ok) throw new Error(`A product could not be created: ${response.status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, client));
  return PRODUCTS;
};

const measure = async (
  target: Target,
  earlierWrites: number,
  subject: Subject,
  clients: number,
): Promise<Measurement> => {
  const options = subject === 'bare server' ? BARE : { warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS };
  const result = await runLoad(target, { clients, ...options });
  const { processes, memory } = target.usage();
  const postgres = target.postgres();
  const drained = await target.drained(earlierWrites + result.writes);
  return { ...result, processes, memory: memory + postgres.memory, postgres: postgres.memory, drained };
};

const tableOf = (measured: ReadonlyMap<string, readonly Measurement[]>): Table => ({
  title: 'Mixed load',
  columns: [
    '',
    'clients',
    'requests',
    '× bare',
    'p50',
    'p99',
    'answers',
    'processes',
    'memory',
    'of it PostgreSQL',
    'events published after',
  ],
  rows: CLIENTS.flatMap((clients) =>
    SUBJECTS.map((subject) => {
      const own = measured.get(keyOf(subject, clients)) ?? [];
      const bare = measured.get(keyOf('bare server', clients)) ?? [];
      const of = (value: (measurement: Measurement) => number, unit: string): Figure =>
        figure(own.map(value), unit);
      return [
        subject,
        clients,
        of((it) => it.requestsPerSecond, '/s'),
        figure(
          own.map((it, round) => it.requestsPerSecond / bare[round]!.requestsPerSecond),
          '×',
        ),
        of((it) => percentile(it.latencies, 0.5), 'ms'),
        of((it) => percentile(it.latencies, 0.99), 'ms'),
        statusesOf(own),
        of((it) => it.processes, ''),
        of((it) => it.memory, 'MB'),
        of((it) => it.postgres, 'MB'),
        of((it) => it.drained, 's'),
      ];
    }),
  ),
});

/** The number of answers by status, over all rounds. */
const statusesOf = (measurements: readonly LoadResult[]): string => {
  const sums = new Map<string, number>();
  for (const { statuses } of measurements) {
    for (const [status, count] of Object.entries(statuses)) sums.set(status, (sums.get(status) ?? 0) + count);
  }
  return [...sums].map(([status, count]) => `${status}: ${count.toLocaleString('en')}`).join(', ');
};
