import { setTimeout as sleep } from 'node:timers/promises';
import type { Event, ProductEventType } from '@product-service/events';
import type { ProductEvent } from '@product-service/product';
import { slowClient } from '../relay/slow-client.js';
import { snsPublisher } from '../relay/relay-run.js';
import type { Contestant } from './contestant.js';
import { countStatements } from './count-statements.js';

export interface Trial {
  readonly perSecond: number;
  readonly statements: number;
  readonly calls: number;
  /** First publications, in order. */
  readonly published: readonly Event<ProductEventType>[];
  /** Whether a product's events were first published in version order. */
  readonly isInOrder: boolean;
}

export interface TrialOptions {
  readonly events: readonly ProductEvent[];
  /** Duration of a call of up to 10 events, on average. Calls take from a half to one and a half of it. */
  readonly delayMs: number;
  /** Fails before the call. */
  readonly failure?: (event: Event<ProductEventType>) => Error | undefined;
  /** Ends earlier if everything is published. */
  readonly seconds: number;
}

/** Lets a contestant publish the events, by the publisher of this service. */
export const trialOf = async (
  contestant: Contestant,
  { events, delayMs, failure, seconds }: TrialOptions,
): Promise<Trial> => {
  await contestant.fill(events);
  const { client, published: counts } = slowClient(() => delayMs * (0.5 + Math.random()));
  const sns = snsPublisher(client);
  const published = new Map<string, Event<ProductEventType>>();
  const publish = async (event: Event<ProductEventType>): Promise<void> => {
    const error = failure?.(event);
    if (error) throw error;
    await sns.publish(event);
    if (!published.has(event.id)) published.set(event.id, event);
  };
  const counted = countStatements();
  const started = performance.now();
  const stop = await contestant.start({ publish });
  const elapsed = () => (performance.now() - started) / 1000;
  while (published.size < events.length && elapsed() < seconds) await sleep(2);
  const duration = elapsed();
  const count = published.size;
  await stop();
  if (count === 0) throw new Error(`${contestant.name} published nothing: check its settings.`);
  return {
    perSecond: count / duration,
    statements: counted() / published.size,
    calls: counts.calls / published.size,
    published: [...published.values()],
    isInOrder: isInOrder([...published.values()]),
  };
};

/** Every event of a product was first published directly after the one before it. */
const isInOrder = (published: readonly Event<ProductEventType>[]): boolean => {
  const versions = new Map<string | undefined, number>();
  return published.every(({ subject, sequence }) => {
    const version = Number(sequence);
    const isNext = version === (versions.get(subject) ?? 0) + 1;
    versions.set(subject, version);
    return isNext;
  });
};
