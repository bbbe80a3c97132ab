import { batched } from './batched.js';

describe('sending in batches', () => {
  const limits = { maxEntries: 3, maxBytes: 100 };
  const of = (entry: string, bytes = 1) => ({ entry, bytes });

  it('batches entries of one turn, within the limits, in order', async () => {
    const calls: (readonly string[])[] = [];
    const send = batched<string>(limits, async (entries) => {
      calls.push(entries);
      return entries.map(() => undefined);
    });
    await Promise.all(['a', 'b', 'c', 'd'].map((entry) => send(of(entry))));
    await send(of('e'));
    expect(calls).toEqual([['a', 'b', 'c'], ['d'], ['e']]);
  });

  it('splits by size, and rejects an entry that is larger than a call', async () => {
    const calls: (readonly string[])[] = [];
    const send = batched<string>({ ...limits, maxEntries: 10 }, async (entries) => {
      calls.push(entries);
      return entries.map(() => undefined);
    });
    const outcomes = await Promise.allSettled(
      [of('a', 60), of('b', 40), of('c', 1), of('d', 101), of('e', 100)].map(send),
    );
    expect(calls).toEqual([['a', 'b'], ['c'], ['e']]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ name: 'EventRejectedError' }) },
    ]);
  });

  it('gives each entry its own outcome', async () => {
    const send = batched<string>(limits, async (entries) =>
      entries.map((entry) => (entry === 'bad' ? new Error('refused') : undefined)),
    );
    const outcomes = await Promise.allSettled(['good', 'bad', 'fine'].map((entry) => send(of(entry))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails only the entries of the failed call', async () => {
    const send = batched<string>(limits, async (entries) => {
      if (entries.includes('a')) throw new Error('network');
      return entries.map(() => undefined);
    });
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((entry) => send(of(entry))));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  });
});
