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

  describe('with a maximum of calls', () => {
    /** Starts calls and shows their sizes. `reply` answers the oldest call. */
    const open = (maxCalls: number) => {
      const calls: string[] = [];
      const replies: (() => void)[] = [];
      const send = batched<string>({ maxEntries: 3, maxBytes: 100, maxCalls }, async (entries, target) => {
        calls.push(`${target}${entries.length}`);
        await new Promise<void>((resolve) => replies.push(resolve));
        return entries.map(() => undefined);
      });
      const sendMany = (count: number, target: string) => {
        for (let index = 0; index < count; index += 1) void send({ entry: 'x', bytes: 1, target });
      };
      const reply = () => replies.shift()!();
      return { calls, sendMany, reply };
    };
    const turns = async () => {
      for (let index = 0; index < 3; index += 1) await new Promise((resolve) => setImmediate(resolve));
    };

    it('waits for a free call', async () => {
      const { calls, sendMany, reply } = open(2);
      sendMany(9, 'a');
      await turns();
      expect(calls).toEqual(['a3', 'a3']);
      reply();
      await turns();
      expect(calls).toEqual(['a3', 'a3', 'a3']);
    });

    it('sends entries of different targets in different calls, first those that wait longest', async () => {
      const { calls, sendMany, reply } = open(1);
      sendMany(1, 'a');
      await turns();
      sendMany(2, 'b');
      await turns();
      sendMany(2, 'a');
      for (let index = 0; index < 2; index += 1) {
        reply();
        await turns();
      }
      expect(calls).toEqual(['a1', 'b2', 'a2']);
    });

    it('fills a call while others are under way', async () => {
      const { calls, sendMany } = open(20);
      sendMany(12, 'a');
      sendMany(2, 'b');
      await turns();
      expect(calls).toEqual(['a3', 'a3', 'a3', 'a3']);
      sendMany(1, 'b');
      await turns();
      expect(calls.slice(4)).toEqual(['b3']);
    });

    it('does not wait long for that: the others may get no answer', async () => {
      const { calls, sendMany } = open(20);
      sendMany(12, 'a');
      sendMany(1, 'b');
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(calls.slice(4)).toEqual(['b1']);
    });
  });
});
