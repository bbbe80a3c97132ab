import { saveEvents } from '@product-service/product/testing';
import { startOperator, type TestOperator } from './testing/operator.js';

const announcementId = '5b5ee1ee-97e5-4a0e-9a6b-0f4ec1f9d1a1';
const all = { command: 'announce', announcementId, which: { kind: 'all' } } as const;

let operator: TestOperator;
beforeEach(async () => {
  operator = await startOperator();
  for (const name of ['Latte', 'Mocha', 'Ristretto']) await saveEvents(operator.database, name, 1);
  await operator.database.remove(operator.database.unpublished.map(({ id }) => id));
});
afterEach(() => operator.close());

const announcedIds = () => operator.database.unpublished.map(({ subject }) => subject);

it('announces page by page, and a repeated page adds nothing', async () => {
  const first = await operator.run({ ...all, limit: 2 });
  expect(first).toEqual({ announced: 2, next: expect.any(String), mustWait: false });
  await operator.run({ ...all, limit: 2 });
  expect(announcedIds()).toEqual(['LATTE', 'MOCHA']);
  expect(await operator.run({ ...all, limit: 2, after: first.next })).toMatchObject({ announced: 1 });
  expect(announcedIds()).toEqual(['LATTE', 'MOCHA', 'RISTRETTO']);
});

it('continues a list of changes after its last product', async () => {
  const since = { ...all, which: { kind: 'since', since: '2026-01-01T00:00:00+00:00' }, limit: 2 } as const;
  const { next } = await operator.run(since);
  expect(await operator.run({ ...since, after: next })).toEqual({ announced: 1, mustWait: false });
  expect(announcedIds()).toEqual(['LATTE', 'MOCHA', 'RISTRETTO']);
});

it('announces the named products that exist', async () => {
  const which = { kind: 'ids' as const, ids: ['MOCHA', 'UNKNOWN'] };
  expect(await operator.run({ ...all, which })).toEqual({ announced: 1, mustWait: false });
  expect(announcedIds()).toEqual(['MOCHA']);
});

it('only counts in a dry run', async () => {
  expect(await operator.run({ ...all, dryRun: true })).toEqual({ announced: 3, mustWait: false });
  expect(announcedIds()).toEqual([]);
});

it('waits while the relay has much to do, but not for parked events', async () => {
  await saveEvents(operator.database, 'Cortado', 1_001);
  const after = (await operator.run({ ...all, limit: 2, dryRun: true })).next;
  expect(await operator.run({ ...all, after })).toEqual({ announced: 0, next: after, mustWait: true });
  for (const { id } of operator.database.unpublished) await operator.database.park(id);
  expect(await operator.run({ ...all, after })).toMatchObject({ mustWait: false });
});

it.each([
  [{ announcementId: '1' }, 'announcementId'],
  [{ which: { kind: 'since', since: 'yesterday' } }, 'RFC 3339'],
  [{ which: { kind: 'ids', ids: [] } }, 'which.ids'],
  [{ after: 'x' }, 'after'],
  [{ limit: 101 }, 'limit'],
])('refuses %j', async (wrong, problem) => {
  expect(await operator.fail({ ...all, ...wrong })).toEqual({
    code: 'command/invalid',
    message: expect.stringContaining(problem),
  });
});
