import { sql } from 'kysely';
import { MAX_AGE_SECONDS, outboxCheckHandler } from './outbox-check.js';
import { dsqlOutbox } from './outbox.js';
import { dsqlProductAnnouncements } from './product-announcements.js';
import { announcementOf } from './testing/announcement.js';
import { at, create, dueEntries, openProducts } from './testing/repository.js';
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

  it('passes if the outbox is empty', async () => {
    await test.kysely.deleteFrom('outbox').execute();
    await expect(check()).resolves.toBeUndefined();
  });

  it('passes if no event has waited longer than the relay needs', async () => {
    await age(MAX_AGE_SECONDS - 60);
    await expect(check()).resolves.toBeUndefined();
  });

  it('fails if an event has waited too long, and reports how long', async () => {
    await age(MAX_AGE_SECONDS + 60);
    await expect(check()).rejects.toThrow(/^0 events are parked, and the oldest has waited for 36\d s/);
  });

  it('passes while an old product is announced: the age of an announcement is not that of its event', async () => {
    await test.kysely.deleteFrom('outbox').execute();
    const announcements = dsqlProductAnnouncements({
      database: test.database,
      stampHeaders: () => ({}),
      onCommit: async () => undefined,
    });
    await announcements.announce(['FLATWHITE'], announcementOf);
    const [entry] = await dueEntries(test.database);
    expect(entry?.event.time).toBe(at(0));
    await expect(check()).resolves.toBeUndefined();
  });

  it('fails if an event is parked, whatever its age', async () => {
    await age(0);
    const [entry] = await dueEntries(test.database);
    await dsqlOutbox(test).park(entry!.event.id, 'too large');
    await expect(check()).rejects.toThrow(/^1 events are parked/);
  });
});
