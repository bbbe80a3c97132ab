import { publishPublicEvents } from '@product-service/product-event-publisher';
import { instantOf, type PublicEventType } from '@product-service/events';
import type { ProductEvent } from '@product-service/product';
import { RecordingPublisher } from '@product-service/events/testing';
import fc from 'fast-check';
import type { Fact, PublicEvent } from '../../history/event.js';
import type { ProductHistory } from '../../history/history.js';
import type { Operation, ProductRequest } from '../../history/operation.js';
import { PRODUCT_ID, recordOf, SequentialService } from './sequential-service.js';

const START = Date.UTC(2026, 10, 22, 9, 30);
/** Milliseconds between two steps. */
const STEP = 10;

/** What happens at one moment, and how much earlier it began and later it ended. */
export interface Step {
  readonly ask:
    | 'create'
    | 'create the same'
    | 'update'
    | 'update to the same'
    | 'patch'
    | 'delete'
    | 'get'
    | 'stock'
    | 'pricing';
  readonly before: number;
  readonly after: number;
  readonly answer: 'given' | 'lost' | 'lost, and nothing done' | 'refused';
  readonly ifVersion: 'any' | 'current' | 'old';
}

const REPEATABLE: Step['ask'][] = [
  'create',
  'create the same',
  'update',
  'update to the same',
  'patch',
  'get',
  'stock',
  'pricing',
];
const stepOf = (asks: Step['ask'][]) =>
  fc.record<Step>({
    ask: fc.constantFrom(...asks),
    before: fc.nat(6 * STEP),
    after: fc.nat(6 * STEP),
    answer: fc.constantFrom(
      'given',
      'given',
      'given',
      'given',
      'given',
      'given',
      'lost',
      'lost, and nothing done',
      'refused',
    ),
    ifVersion: fc.constantFrom('any', 'any', 'any', 'current', 'old'),
  });

/** Steps of a product that is deleted and created again. */
export const steps = fc.array(stepOf([...REPEATABLE, 'delete']), { maxLength: 40, size: 'max' });
/** Steps of a product that is never deleted. */
export const stepsWithoutDeletion = fc.array(stepOf(REPEATABLE), { maxLength: 40, size: 'max' });

/** Runs the steps one after the other, and tells them as clients with overlapping requests would have seen them. */
export const play = async (script: readonly Step[]): Promise<ProductHistory> => {
  let moment = 0;
  const service = new SequentialService(() => START + moment);
  const operations: Operation[] = [];
  const facts: Fact[] = [];
  let last = { name: 'Latte 0', price: 1 };
  for (const [index, { ask, before, after, answer, ifVersion: condition }] of script.entries()) {
    moment = (index + 10) * STEP;
    const from = moment - before;
    if (ask === 'stock' || ask === 'pricing') {
      const value =
        ask === 'stock'
          ? { kind: 'stock' as const, stockLevel: index + 1 }
          : { kind: 'pricing' as const, brackets: [{ quantity: 1, price: index + 1 }] };
      const time = instantOf(new Date(START + moment - after));
      const fact = { id: `fact-${index}`, productId: PRODUCT_ID, time, sent: from, value };
      facts.push(fact);
      await service.apply(fact);
      continue;
    }
    const version = await service.version();
    const ifVersion =
      condition === 'any' || !version ? undefined : condition === 'current' ? version : version - 1;
    const details = { name: `Latte ${index % 3}`, price: index + 2 };
    const request = requestOf(ask, details, last, ifVersion);
    if (ask === 'create' || ask === 'update') last = details;
    const isDone = answer === 'given' || answer === 'lost';
    const outcome = isDone ? await service.answer(request) : undefined;
    operations.push({
      id: index,
      productId: PRODUCT_ID,
      request,
      from,
      to: moment + after,
      outcome:
        answer === 'refused'
          ? { kind: 'refused' }
          : answer === 'given' && outcome
            ? outcome
            : { kind: 'unknown' },
    });
  }
  const from = moment + 100 * STEP;
  const end: Operation = {
    id: script.length,
    productId: PRODUCT_ID,
    request: { kind: 'get' },
    from,
    to: from + 1,
    outcome: await service.answer({ kind: 'get' }),
  };
  return {
    productId: PRODUCT_ID,
    operations,
    facts,
    end,
    accepted: service.events.map(recordOf),
    received: await publicEventsOf(service.events),
  };
};

const requestOf = (
  ask: Exclude<Step['ask'], 'stock' | 'pricing'>,
  details: { name: string; price: number },
  last: { name: string; price: number },
  ifVersion: number | undefined,
): ProductRequest => {
  switch (ask) {
    case 'create':
      return { kind: 'create', ...details };
    case 'create the same':
      return { kind: 'create', ...last };
    case 'update':
      return { kind: 'update', ...details, ifVersion };
    case 'update to the same':
      return { kind: 'update', ...last, ifVersion };
    case 'patch':
      return { kind: 'patch', price: details.price, ifVersion };
    case 'delete':
      return { kind: 'delete', ifVersion };
    case 'get':
      return { kind: 'get' };
  }
};

const publicEventsOf = async (events: readonly ProductEvent[]): Promise<PublicEvent[]> => {
  const publisher = new RecordingPublisher<PublicEventType>();
  const deriveId = (cause: string, effect: string) => `${cause}/${effect}`;
  const publish = publishPublicEvents({ publisher, deriveId, versions: ['v1', 'v2'] });
  for (const event of events) await publish(event);
  return publisher.published.map(({ id, type, time, sequence, data }) => ({
    id,
    type,
    productId: data.productId,
    sequence: Number(sequence),
    time,
    details: 'price' in data ? { name: data.name, price: data.price } : undefined,
  }));
};
