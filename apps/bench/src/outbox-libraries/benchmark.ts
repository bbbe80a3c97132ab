import { EventNotAcceptedError } from '@product-service/events';
import type { Bench, Benchmark, Cell, Table } from '../core/benchmark.js';
import { figure, median } from '../core/statistics.js';
import { startDatabase } from '../parts/database.js';
import type { Contestant } from './contestant.js';
import { graphile } from './graphile.js';
import { ours } from './ours.js';
import { pollingRelay } from './polling-relay.js';
import { sampleEvents } from './sample-events.js';
import { transactionalOutbox } from './transactional-outbox.js';
import { trialOf, type Trial } from './trial.js';

export const outboxLibraries: Benchmark = {
  name: 'outbox-libraries',
  title: 'the outbox of this service side by side with libraries and a polling relay',
  async run(bench) {
    const database = await startDatabase(bench);
    const contestants = [
      ours(database, bench),
      pollingRelay(database, false),
      pollingRelay(database, true),
      transactionalOutbox(database),
      graphile(database, true),
      graphile(database, false),
    ];
    return [
      await throughputTable(bench, contestants, 20),
      await throughputTable(bench, contestants, 0),
      await failureTable(bench, contestants),
      settingsTable(contestants),
    ];
  },
};

const throughputTable = async (
  { rounds, progress }: Bench,
  contestants: readonly Contestant[],
  delayMs: number,
): Promise<Table> => {
  const trials = new Map(contestants.map((contestant) => [contestant, [] as Trial[]]));
  for (let round = 0; round < Math.ceil(rounds / 3); round += 1) {
    for (const [contestant, results] of trials) {
      progress(`calls of ${delayMs} ms, round ${round + 1}: ${contestant.name}`);
      const events = sampleEvents(300, 7);
      results.push(await trialOf(contestant, { events, delayMs, seconds: 5 }));
    }
  }
  const [baseline] = trials.values();
  const rows = [...trials].map(([{ name }, results]): readonly Cell[] => [
    name,
    figure(
      results.map(({ perSecond }) => perSecond),
      '/s',
    ),
    figure(
      results.map(({ perSecond }, round) => perSecond / baseline![round]!.perSecond),
      '×',
    ),
    median(results.map(({ statements }) => statements)).toFixed(3),
    median(results.map(({ calls }) => calls)).toFixed(3),
    results.every(({ isInOrder }) => isInOrder) ? 'yes' : 'no',
  ]);
  return {
    title: `300 products with 7 events each, calls of ${delayMs} ms on average`,
    columns: [
      '',
      'events',
      'of this service',
      'statements / event',
      'calls / event',
      'order of a product, as measured',
    ],
    rows,
  };
};

/** The first event of one product fails, three times or always. */
const failureTable = async ({ progress }: Bench, contestants: readonly Contestant[]): Promise<Table> => {
  const rows = [];
  for (const contestant of contestants) {
    progress(`a failing event: ${contestant.name}`);
    const events = sampleEvents(30, 7);
    const [failing] = events;
    let attempts = 0;
    const fails = (most: number) => (event: { readonly id: string }) =>
      event.id === failing!.id && ++attempts <= most ? new EventNotAcceptedError('throttled') : undefined;
    const passing = await trialOf(contestant, { events, delayMs: 5, failure: fails(3), seconds: 15 });
    attempts = 0;
    const lasting = await trialOf(contestant, { events, delayMs: 5, failure: fails(Infinity), seconds: 6 });
    const ofProduct = lasting.published.filter(({ subject }) => subject === failing!.subject).length;
    rows.push([
      contestant.name,
      passing.isInOrder ? 'yes' : 'no',
      `${passing.published.length} of 210`,
      `${lasting.published.length - ofProduct} of 203`,
      `${ofProduct} of 6`,
      attempts,
    ]);
  }
  return {
    title: 'The first event of one of 30 products fails',
    columns: [
      '',
      'three times: order of a product',
      'published in 15 s',
      'always: others published in 6 s',
      'its later events',
      'attempts in 6 s',
    ],
    rows,
  };
};

const settingsTable = (contestants: readonly Contestant[]): Table => ({
  title: 'Settings',
  columns: ['', 'settings'],
  rows: contestants.map(({ name, settings }) => [name, settings || 'as deployed']),
});
