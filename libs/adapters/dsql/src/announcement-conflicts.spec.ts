import { dsqlProductAnnouncements } from './product-announcements.js';
import { announcementOf } from './testing/announcement.js';
import { useEmulatedCluster } from './testing/emulated-cluster.js';
import { failing, OC000 } from './testing/emulated-session.js';
import { create, dueEntries, openProducts } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();
const cluster = useEmulatedCluster(test);

describe.each([false, true])('an announcement on Aurora DSQL (pipelined: %s)', (isPipelined) => {
  beforeEach(() => create(openProducts(test.database).products));

  const announce = () =>
    dsqlProductAnnouncements({
      database: cluster.open('application', {}, { isPipelined }),
      stampHeaders: () => ({}),
      onCommit: async () => undefined,
    }).announce(['FLATWHITE'], announcementOf);
  const waiting = async () => (await dueEntries(test.database)).map(({ event }) => event.type);
  const CREATED = 'product.productCreated';

  it.each(['update', 'select', 'insert', 'commit'])('is saved once if a %s conflicts', async (statement) => {
    cluster.emulator.failWhere(failing(statement, OC000));
    expect(await announce()).toBe(1);
    expect(await waiting()).toEqual([CREATED, 'product.productAnnounced']);
  });

  it('is saved once if its COMMIT has an unknown outcome', async () => {
    cluster.emulator.failWhere(failing('commit', { code: '40003', text: 'unknown' }));
    expect(await announce()).toBe(1);
    expect(await waiting()).toEqual([CREATED, 'product.productAnnounced']);
  });

  it('is not saved if conflicts do not end', async () => {
    cluster.emulator.failWhere(failing('commit', OC000, Infinity));
    await expect(announce()).rejects.toMatchObject({ code: 'product/write-conflict' });
    expect(await waiting()).toEqual([CREATED]);
  });
});
