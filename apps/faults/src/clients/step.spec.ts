import { randomOf } from '../plan/random.js';
import { wishesOf } from './send-step.js';
import { type Step, steps } from './step.js';

const first = (count: number, seed: number, client = 0): Step[] => {
  const sequence = steps(randomOf(seed).fork(client), { client, clients: 3, seed, versionOf: () => 7 });
  return Array.from({ length: count }, () => sequence.next().value);
};

it('a seed repeats the steps, and another one has others', () => {
  expect(first(50, 1)).toEqual(first(50, 1));
  expect(first(50, 1)).not.toEqual(first(50, 2));
});

it('no two writes of a run have the same id, price or idempotency key', () => {
  const all = [0, 1, 2].flatMap((client) => first(300, 1, client));
  const wishes = all.flatMap(wishesOf);
  const prices = wishes.flatMap(({ request }) => ('price' in request ? [request.price] : []));
  const keys = all.flatMap((step) =>
    'idempotencyKey' in step && step.idempotencyKey ? [step.idempotencyKey] : [],
  );
  for (const values of [wishes.map(({ id }) => String(id)), prices.map(String), keys]) {
    expect(values.length).toBeGreaterThan(100);
    expect(new Set(values).size).toBe(values.length);
  }
});

it('a step has a product once, and every operation occurs', () => {
  const all = first(500, 3);
  for (const step of all) {
    const ids = wishesOf(step).map(({ productId }) => productId);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const kinds = new Set(
    all.flatMap((step) => wishesOf(step).map(({ request }) => `${step.kind} ${request.kind}`)),
  );
  expect([...kinds].sort()).toEqual([
    'batch create',
    'batch delete',
    'batch update',
    'list get',
    'single create',
    'single delete',
    'single get',
    'single patch',
    'single update',
  ]);
});
