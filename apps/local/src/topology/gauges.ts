import type { Gauge, Topology } from '@product-service/console/protocol';
import type { Queues } from '../services/sqs/index.js';
import type { OutboxGauge } from './outbox-gauge.js';

/** What is read. */
export interface Readable {
  readonly queues: Queues;
  /** Absent: the template has no database. */
  readonly outbox?: OutboxGauge | undefined;
}

/** How many messages wait at the places of a topology: in its queues, and in the outbox. Never rejects. */
export const readGauges = async ({ places }: Topology, { queues, outbox }: Readable): Promise<Gauge[]> => {
  const readings = places
    .filter(({ kind }) => kind === 'queue' || kind === 'dead-letters')
    .map(({ id }) => readQueue(id, queues));
  const gauges = await Promise.all([outbox?.read(), ...readings]);
  return gauges.filter((gauge) => gauge !== undefined);
};

const readQueue = async (place: string, queues: Queues): Promise<Gauge> => {
  try {
    return { place, ...(await queues.load(place)) };
  } catch (error) {
    return { place, waiting: 0, problem: error instanceof Error ? error.message : String(error) };
  }
};
