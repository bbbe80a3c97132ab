import { InMemoryDatabase, saveEvents } from '../testing/index.js';
import { discardEvents, releaseEvents } from './administer-outbox.js';

describe.each([
  ['release', releaseEvents, 'waiting'],
  ['discard', discardEvents, undefined],
] as const)('an operator who decides to %s events', (_, use, stateAfter) => {
  let database: InMemoryDatabase;
  let nudges: number;
  let parked: string;
  let waiting: string;

  beforeEach(async () => {
    database = new InMemoryDatabase();
    nudges = 0;
    await saveEvents(database, 'Latte', 2);
    [parked = '', waiting = ''] = database.unpublished.map(({ id }) => id);
    await database.park(parked, 'rejected');
  });

  const decide = (eventIds: readonly string[], dryRun = false) =>
    use({
      outbox: database.administration,
      nudge: async () => void (nudges += 1),
    })({ eventIds, dryRun });
  const stateOf = async (id: string) => (await database.administration.find([id]))[0]?.state;

  it('changes the parked ones, says what happened to each, and wakes the relay once', async () => {
    expect(await decide([parked, waiting, 'unknown', parked])).toEqual({
      done: [parked],
      notFound: ['unknown'],
      notParked: [waiting],
      changedMeanwhile: 0,
    });
    expect(await stateOf(parked)).toBe(stateAfter);
    expect(await stateOf(waiting)).toBe('waiting');
    expect(nudges).toBe(1);
  });

  it('only says what would happen in a dry run', async () => {
    expect(await decide([parked], true)).toMatchObject({ done: [parked], changedMeanwhile: 0 });
    expect(await stateOf(parked)).toBe('parked');
    expect(nudges).toBe(0);
  });

  it('does not wake the relay for nothing', async () => {
    expect(await decide([waiting])).toMatchObject({ done: [], notParked: [waiting] });
    expect(nudges).toBe(0);
  });

  it('reports events that somebody else changed between its two calls', async () => {
    const outbox = database.administration;
    const racing = {
      ...outbox,
      find: async (ids: readonly string[]) => {
        const found = await outbox.find(ids);
        await outbox.discard(ids);
        return found;
      },
    };
    const decision = await use({ outbox: racing, nudge: async () => void (nudges += 1) })({
      eventIds: [parked],
      dryRun: false,
    });
    expect(decision).toMatchObject({ done: [parked], changedMeanwhile: 1 });
    expect(nudges).toBe(0);
  });
});
