import { sql } from 'kysely';
import { MAX_AGE_SECONDS, outboxCheckHandler } from './outbox-check.js';
import { dsqlOutbox } from './outbox.js';
import { create, dueEntries, openProducts } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

describe('the check of the outbox', () => {
  const check = () => outboxCheckHandler(test.database)();
  const age = (seconds: number) =>
    test.kysely
      .updateTable('outbox')
      .set({ occurred_at: sql`now() - ${seconds} * interval '1 second'` })
      .execute();
  beforeEach(async () => void (await create(openProducts(test.database).products)));

  it('passes while nothing waits', async () => {
    await test.kysely.deleteFrom('outbox').execute();
    await expect(check()).resolves.toBeUndefined();
  });

  it('passes while nothing waits for longer than sweeps take', async () => {
    await age(MAX_AGE_SECONDS - 60);
    await expect(check()).resolves.toBeUndefined();
  });

  it('fails when an event has waited for too long, and says for how long', async () => {
    await age(MAX_AGE_SECONDS + 60);
    await expect(check()).rejects.toThrow(/^0 events are parked, and the oldest has waited for 36\d s/);
  });

  it('fails when an event is parked, however young it is', async () => {
    await age(0);
    const [entry] = await dueEntries(test.database);
    await dsqlOutbox(test).park(entry!.event.id, 'too large');
    await expect(check()).rejects.toThrow(/^1 events are parked/);
  });
});
